package io.weir.cli;

import io.weir.config.ConfigLoader;
import io.weir.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir history}: what happened to one row of a model, and what was delivered because of it; asks a running node. */
@Command(
        name = "history",
        description = "Shows what happened to one row of a model, and what was delivered of it. Asks the node of the"
                + " configuration.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

    private static final String CHANGES =
            "query($type: String!, $id: ID!, $after: String) { history(type: $type, id: $id, after: $after, first: 1000) {"
                    + " position change at version changed before after depth } }";
    private static final String DELIVERIES =
            "query($key: String, $after: String) { deliveries(key: $key, after: $after, first: 1000) { number id subscription topic position key state step attempts"
                    + " created failure { code message } log { step attempt begunAt outcome code message status } } }";

    /** As many as the node gives at once. */
    private static final int PAGE = 1000;

    private final Map<String, String> environment;

    @Mixin
    private final ConfFile conf = new ConfFile();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The model.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String type;

    @Parameters(index = "1", paramLabel = "ID", description = "The row's id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String id;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    HistoryCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        var config = ConfigLoader.load(conf.path(), environment);
        OperatorClient node = new OperatorClient(config);
        List<?> changes = all(node, CHANGES, Map.of("type", type, "id", id), "history", "position");
        List<?> deliveries = config.deliveries().isEmpty()
                ? List.of()
                : all(node, DELIVERIES, Map.of("key", type + ":" + id), "deliveries", "number");
        PrintWriter out = spec.commandLine().getOut();
        if (changes.isEmpty()) {
            out.printf("the log has nothing of %s %s%n", type, id);
        }
        for (Object change : changes) {
            out.println(line((Map<?, ?>) change));
            Object position = ((Map<?, ?>) change).get("position");
            deliveries.stream()
                    .map(delivery -> (Map<?, ?>) delivery)
                    .filter(delivery -> Objects.equals(delivery.get("position"), position))
                    .forEach(delivery -> print(delivery, out));
        }
        out.flush();
        return ExitCode.OK;
    }

    /** Page after page: a history that ends too early would say that nothing more happened. */
    private static List<?> all(
            OperatorClient node, String query, Map<String, @Nullable Object> asked, String field, String cursor)
            throws IOException {
        Map<String, @Nullable Object> variables = new HashMap<>(asked);
        List<Object> all = new ArrayList<>();
        List<?> page;
        do {
            page = list(node.ask(query, variables), field);
            all.addAll(page);
            if (!page.isEmpty()) {
                variables.put("after", ((Map<?, ?>) page.get(page.size() - 1)).get(cursor));
            }
        } while (page.size() == PAGE);
        return all;
    }

    private static void print(Map<?, ?> delivery, PrintWriter out) {
        out.println("    " + DeliveryText.line(delivery));
        DeliveryText.attempts(delivery).forEach(line -> out.println("      " + line));
    }

    private static String line(Map<?, ?> change) {
        StringJoiner fields = new StringJoiner(", ");
        Map<?, ?> before = image(change, "before");
        Map<?, ?> after = image(change, "after");
        if ("updated".equals(change.get("change"))) {
            list(change, "changed")
                    .forEach(field -> fields.add(
                            "%s: %s -> %s".formatted(field, json(before.get(field)), json(after.get(field)))));
        } else {
            (after.isEmpty() ? before : after).forEach((field, value) -> {
                if (!String.valueOf(field).startsWith("__")) {
                    fields.add(field + ": " + json(value));
                }
            });
        }
        return "%s  %s  %s  (version %s, depth %s)"
                .formatted(
                        change.get("at") == null ? "-" : change.get("at"),
                        change.get("change"),
                        fields,
                        change.get("version"),
                        change.get("depth"));
    }

    private static Map<?, ?> image(Map<?, ?> change, String name) {
        return change.get(name) instanceof Map<?, ?> image ? image : Map.of();
    }

    private static List<?> list(Map<?, ?> data, String field) {
        return data.get(field) instanceof List<?> list ? list : List.of();
    }

    private static String json(@Nullable Object value) {
        return Json.write(value).toString();
    }
}
