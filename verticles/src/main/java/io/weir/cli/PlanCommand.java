package io.weir.cli;

import io.weir.config.ConfigException;
import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.graph.GraphException;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.plan.OperationCache;
import io.weir.plan.PlanText;
import io.weir.plan.PlannedOperation;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.server.ConfiguredGraph;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir plan}: what an operation fetches, from whom, and after what. Nothing is fetched. */
@Command(
        name = "plan",
        description = "Prints how an operation is fetched: from which subgraphs, in which order, by which keys.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Mixin
    private final ConfFile conf = new ConfFile();

    @Option(names = "--query", paramLabel = "FILE", required = true, description = "The GraphQL document.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path query;

    @Option(
            names = "--variables",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "The variables as a JSON object; what is skipped or included depends on them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String variables;

    @Option(names = "--operation", paramLabel = "NAME", description = "Which of the document's operations.")
    private @Nullable String operation;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    PlanCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws ConfigException, GraphException, IOException {
        WeirConfig config = ConfigLoader.load(conf.path(), environment);
        OperationCache operations = new OperationCache(ConfiguredGraph.load(config), config.graph());
        String document = Files.readString(query);
        PrintWriter out = spec.commandLine().getOut();
        int exitCode = print(operations, document, out);
        out.flush();
        return exitCode;
    }

    private int print(OperationCache operations, String document, PrintWriter out) {
        try {
            PlannedOperation planned = operations.get(document, operation);
            out.print(PlanText.of(planned.plan(planned.coerce(variables()))));
            return ExitCode.OK;
        } catch (RequestErrors refused) {
            refused.errors().forEach(error -> out.println(text(error)));
            return ExitCode.PROBLEMS;
        }
    }

    private String text(RequestError error) {
        String place = error.locations().isEmpty()
                ? ""
                : ":" + error.locations().get(0).getLine() + ":"
                        + error.locations().get(0).getColumn();
        return query + place + ": " + error.message() + " (" + error.code() + ")";
    }

    @SuppressWarnings("unchecked")
    private Map<String, @Nullable Object> variables() {
        try {
            if (Json.parse(variables) instanceof Map<?, ?> object) {
                return (Map<String, @Nullable Object>) object;
            }
        } catch (MalformedJsonException e) {
            throw new ParameterException(spec.commandLine(), "--variables is not JSON", e);
        }
        throw new ParameterException(spec.commandLine(), "--variables is not a JSON object");
    }
}
