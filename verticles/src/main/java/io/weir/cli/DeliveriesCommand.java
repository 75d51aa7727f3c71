package io.weir.cli;

import io.weir.config.ConfigException;
import io.weir.config.ConfigLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir deliveries}: what server-side subscriptions do, and what they could not; asks a running node. */
@Command(
        name = "deliveries",
        description =
                "Shows what server-side subscriptions have delivered and what not, and deals with it. Asks the node of"
                        + " the configuration; without a further word it lists the subscriptions.",
        mixinStandardHelpOptions = true)
final class DeliveriesCommand implements Callable<Integer> {

    private static final String DELIVERY =
            "{ number id subscription topic key state step attempts created failure { code"
                    + " message } log { step attempt begunAt outcome code message status } }";

    private final Map<String, String> environment;

    @Mixin
    private final ConfFile conf = new ConfFile();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    DeliveriesCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return subscriptions();
    }

    @Command(name = "subscriptions", description = "How each subscription stands.")
    int subscriptions() throws ConfigException, IOException {
        Map<?, ?> data = ask(
                "{ subscriptions { name configured enabled reason owner lag pending dead oldestMillis } }", Map.of());
        PrintWriter out = out();
        for (Object each : list(data, "subscriptions")) {
            Map<?, ?> one = (Map<?, ?>) each;
            out.printf(
                    "%s  %s  pending %s, dead %s, lag %s%s%n",
                    one.get("name"),
                    Boolean.TRUE.equals(one.get("enabled")) ? "enabled" : "disabled: " + one.get("reason"),
                    one.get("pending"),
                    one.get("dead"),
                    one.get("lag") == null ? "unknown" : one.get("lag"),
                    Boolean.TRUE.equals(one.get("configured")) ? "" : "  (not in the configuration)");
        }
        out.flush();
        return ExitCode.OK;
    }

    @Command(name = "list", description = "Deliveries, the latest first.")
    int list(
            @Option(names = "--subscription", paramLabel = "NAME", description = "Of this subscription only.") @Nullable
                    String subscription,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "In this state only: PENDING, DELIVERED, FAILED or DEAD.")
                    @Nullable
                    String state,
            @Option(names = "--key", paramLabel = "KEY", description = "Of this entity only, such as Order:7.")
                    @Nullable
                    String key,
            @Option(names = "--first", paramLabel = "N", defaultValue = "100", description = "At most so many.")
                    int first)
            throws ConfigException, IOException {
        Map<String, @Nullable Object> variables = variables(subscription);
        variables.put("state", state);
        variables.put("key", key);
        variables.put("first", first);
        Map<?, ?> data = ask(
                "query($name: String, $state: DeliveryState, $key: String, $first: Int!) { deliveries(subscription: $name,"
                        + " state: $state, key: $key, first: $first) " + DELIVERY + " }",
                variables);
        return print(list(data, "deliveries"), false);
    }

    @Command(name = "dead", description = "What was given up, with its attempts, the oldest first.")
    int dead(
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "Of this subscription only.") @Nullable
                    String subscription)
            throws ConfigException, IOException {
        Map<?, ?> data = ask(
                "query($name: String) { deadLetters(subscription: $name) " + DELIVERY + " }", variables(subscription));
        return print(list(data, "deadLetters"), true);
    }

    @Command(name = "redeliver", description = "Tries dead deliveries again: those named, or all.")
    int redeliver(
            @Parameters(index = "0", paramLabel = "NAME", description = "The subscription.") String name,
            @Parameters(index = "1..*", paramLabel = "ID", description = "The deliveries.") @Nullable List<String> ids,
            @Option(names = "--all", description = "All that are dead.") boolean all)
            throws ConfigException, IOException {
        return change("redeliver", name, ids, all);
    }

    @Command(name = "discard", description = "Forgets deliveries: those named, or all that are dead.")
    int discard(
            @Parameters(index = "0", paramLabel = "NAME", description = "The subscription.") String name,
            @Parameters(index = "1..*", paramLabel = "ID", description = "The deliveries.") @Nullable List<String> ids,
            @Option(names = "--all", description = "All that are dead.") boolean all)
            throws ConfigException, IOException {
        return change("discardDelivery", name, ids, all);
    }

    @Command(name = "enable", description = "Lets a subscription run again.")
    int enable(@Parameters(paramLabel = "NAME", description = "The subscription.") String name)
            throws ConfigException, IOException {
        return enable("enableSubscription", name, "enabled");
    }

    @Command(name = "disable", description = "Stops a subscription; its events still gather in the log.")
    int disable(@Parameters(paramLabel = "NAME", description = "The subscription.") String name)
            throws ConfigException, IOException {
        return enable("disableSubscription", name, "disabled");
    }

    private int change(String field, String name, @Nullable List<String> ids, boolean all)
            throws ConfigException, IOException {
        List<String> named = ids == null ? List.of() : ids;
        if (named.isEmpty() != all) {
            throw new ParameterException(spec.commandLine(), "Name deliveries by their ids, or give --all.");
        }
        Map<String, @Nullable Object> variables = variables(name);
        variables.put("ids", named);
        variables.put("all", all);
        Map<?, ?> data = ask(
                "mutation($name: String!, $ids: [ID!], $all: Boolean!) { changed: %s(subscription: $name, ids: $ids, all: $all) { count } }"
                        .formatted(field),
                variables);
        Object count = data.get("changed") instanceof Map<?, ?> changed ? changed.get("count") : null;
        out().printf("%s of %s%n", count, all ? "all that are dead" : named.size());
        out().flush();
        return ExitCode.OK;
    }

    private int enable(String field, String name, String done) throws ConfigException, IOException {
        ask("mutation($name: String!) { %s(name: $name) { name } }".formatted(field), variables(name));
        out().println(name + " is " + done);
        out().flush();
        return ExitCode.OK;
    }

    private int print(List<?> deliveries, boolean attempts) {
        PrintWriter out = out();
        deliveries.forEach(delivery -> {
            out.println(DeliveryText.line((Map<?, ?>) delivery));
            if (attempts) {
                DeliveryText.attempts((Map<?, ?>) delivery).forEach(line -> out.println("  " + line));
            }
        });
        out.flush();
        return ExitCode.OK;
    }

    private Map<?, ?> ask(String query, Map<String, @Nullable Object> variables) throws ConfigException, IOException {
        return new OperatorClient(ConfigLoader.load(conf.path(), environment)).ask(query, variables);
    }

    private static Map<String, @Nullable Object> variables(@Nullable String name) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("name", name);
        return variables;
    }

    private static List<?> list(Map<?, ?> data, String field) {
        return data.get(field) instanceof List<?> list ? list : List.of();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
