package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testing.FreePorts;
import io.weir.testing.Leash;
import io.weir.testing.Programs;
import io.weir.testing.ScriptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir.jar demo} in a process of its own, and what it prints in a shell, as a new user does it. */
class DemoCommandIT {

    private static final Path ROOT = Path.of(System.getProperty("weir.root"));

    /** A paragraph that begins with a command. */
    private static final Pattern PRINTED_COMMAND =
            Pattern.compile("(?m)^   (?:curl|ids=|last=|token=|java).*(?:\\n   .*)*$");

    private static final long SECONDS = 60;

    /** One demo serves all tests: each has data of its own there. */
    private static DemoProcess demo;

    private static String admin;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        Programs.require("curl", "curl");
        admin = String.valueOf(FreePorts.next());
        demo = new DemoProcess(data, Map.of("WEIR_ADMIN_PORT", admin));
        demo.start();
    }

    @AfterAll
    static void stop() {
        demo.kill();
    }

    @Test
    void shouldPrintCommandsThatWork() throws Exception {
        // Given
        List<String> commands = printedCommands();

        Path events = folder.resolve("events.log");
        try (Leash listener = Leash.start(List.of("sh", "-c", commands.get(0)), Map.of(), folder, events)) {
            awaitText(events, ":\n\n"); // the heartbeat that says it is live
            assertThat(listener.isAlive()).isTrue();

            // When
            ScriptRun event = run(commands.get(1));
            awaitText(events, "{\"id\":1,\"name\":\"Ada Lovelace\","); // before she has another name
            ScriptRun mutation = run(commands.get(2));
            ScriptRun query = run(commands.get(3));

            // Then
            assertThat(event.output()).endsWith("{\"topic\":\"employeeUpdated.1\",\"provider\":\"default\"}");
            assertThat(mutation.output()).contains("{\"data\":{\"updateEmployee\":{\"success\":true}}");
            assertThat(query.output())
                    .contains("{\"data\":{\"employeeFromEvent\":{\"id\":1,\"name\":\"Ada King\","
                            + "\"email\":\"ada@example.com\",\"team\":{\"name\":\"Engines\"}}}}");
            awaitText(events, "{\"id\":1,\"name\":\"Ada King\",");
        }
    }

    @Test
    void shouldPrintCommandsOfActionsThatWork() throws Exception {
        // Given
        List<String> commands = printedCommands();

        // When
        ScriptRun healed = run(commands.get(4));
        ScriptRun later = run(commands.get(5));
        ScriptRun queue = run(commands.get(6));

        // Then
        assertThat(healed.output())
                .contains(
                        "{\"data\":{\"createUser\":{\"userId\":\"1\",\"name\":\"Ramesh\",\"customer\":{\"createdAt\":\"");
        assertThat(later.output())
                .contains("event: next\ndata: {\"data\":{\"userCreated\":{\"userId\":\"2\",\"name\":\"Grace\"}},")
                .contains("event: complete");
        assertThat(queue.output())
                .contains("{\"__typename\":\"PersistOperationCompleted\","
                        + "\"changedEntities\":[{\"type\":\"Cart\",\"identifiers\":[\"c1\"]}]}")
                .contains("{\"__typename\":\"CartSaveOperationCompleted\","
                        + "\"cart\":{\"items\":[{\"sku\":\"tea\",\"qty\":1}]}}")
                .contains("{\"__typename\":\"OperationFailed\",\"failures\":[{\"message\":");
    }

    @Test
    void shouldPrintCommandsOfStreamsThatWork() throws Exception {
        // Given: someone who listened to sales, was away, and came back
        List<String> commands = printedCommands();
        String away = "{ %s\nprintf 'seen %%s\\n' \"$last\"; } 2>&1 | cat".formatted(commands.get(7));
        Path sold = folder.resolve("sold.log");
        Path both = folder.resolve("both.log");
        Path changed = folder.resolve("changed.log");
        ScriptRun before = run(away);
        String last = before.output().replaceAll("(?s).*seen (\\S+)\\s*", "$1");
        List<Integer> seen = numbers(before.output());
        int next = seen.get(seen.size() - 1) + 1;

        try (Leash resumed = listen(commands.get(8), Map.of("last", last), sold);
                Leash several = listen(commands.get(9), Map.of(), both);
                Leash grace = listen(commands.get(10), Map.of(), changed)) {
            awaitText(changed, "{\"employeeChanged\":{\"name\":\"Grace Hopper\"}}");

            // When: an event without a change, and one with it
            run(commands.get(1)
                    .replace("employeeUpdated.1", "employeeUpdated.2")
                    .replace("\"id\": 1", "\"id\": 2"));
            awaitText(both, "{\"data\":{\"shipped\":{\"number\":");
            run(commands.get(11));

            // Then
            awaitText(changed, "{\"employeeChanged\":{\"name\":\"Grace B. Hopper\"}}");
            assertThat(Files.readString(changed).split("data: \\{")).hasSize(1 + 2);
            awaitText(both, "{\"data\":{\"sold\":{\"number\":");
            awaitText(sold, "\"number\":" + (next + 3));
            assertThat(numbers(Files.readString(sold))).startsWith(next, next + 1, next + 2, next + 3);
            assertThat(List.of(resumed, several, grace)).allMatch(Leash::isAlive);
        }
    }

    @Test
    void shouldPrintCommandsThatShowAStaleAnswerAndTheRightOne() throws Exception {
        // Given
        List<String> commands = printedCommands();

        // When
        ScriptRun unsafe = run(commands.get(12));
        ScriptRun safe = run(commands.get(13));
        ScriptRun token = run("{ %s\n} 2>&1 | cat".formatted(commands.get(14)));

        // Then
        assertThat(unsafe.output())
                .contains("{\"placeOrderUnsafe\":{\"id\":\"1\",\"sku\":null,\"qty\":null,\"search\":{\"hits\":0}}}");
        assertThat(safe.output())
                .contains("{\"placeOrder\":{\"id\":\"2\",\"sku\":\"tea\",\"qty\":3,\"search\":{\"hits\":1}}}")
                .contains(
                        "{\"name\":\"readModel\",\"outcome\":\"REACHED\"",
                        "{\"name\":\"search\",\"outcome\":\"REACHED\"");
        assertThat(token.output())
                .contains("{\"placeOrder\":{\"id\":\"3\",\"qty\":null}}", "\"satisfied\":false")
                .contains(
                        "{\"orders\":[{\"id\":\"3\",\"sku\":\"mug\",\"qty\":1,\"search\":{\"hits\":1}},{\"id\":\"2\",")
                .contains("\"satisfied\":true");
    }

    @Test
    void shouldPrintCommandsOfAWorkflowThatWork() throws Exception {
        // Given: someone who watches orders
        List<String> commands = printedCommands();
        Path orders = folder.resolve("orders.log");
        try (Leash watcher = listen(commands.get(15), Map.of(), orders)) {
            awaitText(orders, "id: "); // it is live

            // When
            ScriptRun placed = run(commands.get(16));

            // Then: each order comes to its end, and one is deleted
            assertThat(placed.output()).contains("\"a\":{\"state\":\"PLACED\"},\"b\":{\"state\":\"PLACED\"}");
            awaitText(orders, "\"id\":\"good\",\"state\":\"CONFIRMED\",\"payment\":\"ch-");
            awaitText(orders, "\"id\":\"bad\",\"state\":\"CONFIRMED\",\"payment\":\"ch-");
            awaitText(orders, "{\"data\":{\"purchaseDeleted\":{\"id\":\"broke\"}}}");
            assertThat(Files.readString(orders)).doesNotContain("\"id\":\"broke\",\"state\":\"PAID\"");
            assertThat(watcher.isAlive()).isTrue();
            assertThat(run(commands.get(17)).output()).contains("\"code\":\"INVALID_TRANSITION\"");

            // And
            String told = ScriptRun.of(
                            List.of("sh", "-c", "cd '%s' && %s".formatted(ROOT, commands.get(18))),
                            Map.of("WEIR_ADMIN_PORT", admin),
                            "")
                    .output();
            assertThat(told)
                    .contains("TARGET 3: AGAIN 402", "state: \"PLACED\" -> \"ABORTED\"", "  deleted  ")
                    .contains("Purchase_state_PLACED --> Purchase_state_PAID : charge done");
        }
    }

    private List<String> printedCommands() throws IOException {
        awaitText(demo.output(), "weir.jar workflow");
        List<String> commands = PRINTED_COMMAND
                .matcher(Files.readString(demo.output()))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(commands).hasSize(19);
        return commands;
    }

    private Leash listen(String printed, Map<String, String> variables, Path events) throws IOException {
        return Leash.start(List.of("sh", "-c", printed), variables, folder, events);
    }

    private static List<Integer> numbers(String sales) {
        return Pattern.compile("\"sold\":\\{\"number\":(\\d+)")
                .matcher(sales)
                .results()
                .map(sale -> Integer.valueOf(sale.group(1)))
                .toList();
    }

    private static ScriptRun run(String printed) throws IOException, InterruptedException {
        ScriptRun run = ScriptRun.of(List.of("sh", "-c", printed), Map.of(), "");
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run;
    }

    private static void awaitText(Path log, String part) {
        await().atMost(Duration.ofSeconds(SECONDS))
                .untilAsserted(() -> assertThat(Files.readString(log)).contains(part));
    }
}
