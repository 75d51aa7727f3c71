package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeDeliveries;
import io.weir.bus.ChangeSubscription;
import io.weir.bus.DeliveriesChanged;
import io.weir.bus.DeliveryReport;
import io.weir.bus.DeliveryReports;
import io.weir.bus.DeliveryState;
import io.weir.bus.ReadDeliveries;
import io.weir.bus.SubscriptionReport;
import io.weir.bus.SubscriptionReports;
import io.weir.server.ConfiguredNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operators' commands against a node without the role, and one that a test plays on its bus. */
@Timeout(60)
class OperatorCommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<BusMessage> asked = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private ConfiguredNode node;
    private Path conf;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(
                folder.resolve("schema.graphql"), "type Query { a: A @eventsRequest(topic: \"a\") } type A { b: Int }");
        node = ConfiguredNode.start(folder, "graph: { schemas: [schema.graphql] }\n");
        conf = Files.writeString(
                folder.resolve("operators.yaml"),
                "graph: { schemas: [schema.graphql] }\nadmin: { port: %d }\n".formatted(node.adminPort()));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    /** A node with the role. */
    private void play() {
        node.vertx().eventBus().<BusMessage>consumer(BusAddress.DELIVERIES, this::answer);
    }

    private void answer(Message<BusMessage> message) {
        BusMessage question = message.body();
        asked.add(question);
        if (question instanceof ReadDeliveries read) {
            message.reply(new DeliveryReports(List.of(report(read.payloads()))));
        } else if (question instanceof ChangeDeliveries change) {
            message.reply(new DeliveriesChanged(change.ids().isEmpty() ? 3 : 1));
        } else if (question instanceof ChangeSubscription change
                && change.name().equals("gone")) {
            message.reply(new SubscriptionReports(List.of()));
        } else if (question instanceof ChangeSubscription change
                && change.name().equals("away")) {
            message.fail(BusFailure.STORE_UNAVAILABLE.code(), "the store is away");
        } else {
            message.reply(new SubscriptionReports(
                    List.of(new SubscriptionReport("charge", true, false, 1000, "410 Gone", null, 7, -1, 2, 1, 0))));
        }
    }

    private static DeliveryReport report(boolean payloads) {
        return new DeliveryReport(
                12,
                "d1",
                "charge",
                "default",
                "model.Order.created",
                7,
                "orderCreated",
                "Order:1",
                DeliveryState.DEAD,
                "TARGET",
                2,
                Buffer.buffer(
                        "[{\"step\":\"TARGET\",\"attempt\":2,\"begunAt\":\"2026-11-22T10:00:00Z\",\"outcome\":\"NEVER\","
                                + "\"code\":\"HANDLER_TIMEOUT\",\"message\":\"late\",\"status\":504}]"),
                Buffer.buffer("{\"code\":\"HANDLER_TIMEOUT\",\"message\":\"late\"}"),
                0,
                1000,
                2000,
                1,
                10,
                5,
                payloads ? Buffer.buffer("{\"id\":1}") : null,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deliveries                        | charge  disabled: 410 Gone  pending 2, dead 1, lag unknown
            deliveries subscriptions          | charge  disabled: 410 Gone  pending 2, dead 1, lag unknown
            deliveries list --state DEAD      | 1970-01-01T00:00:01Z  d1  charge  model.Order.created  Order:1  DEAD, 2 attempts of TARGET  HANDLER_TIMEOUT: late
            deliveries redeliver charge d1    | 1 of 1
            deliveries redeliver charge --all | 3 of all that are dead
            deliveries discard charge d1      | 1 of 1
            deliveries enable charge          | charge is enabled
            deliveries disable charge         | charge is disabled
            """)
    void shouldAskTheNode(String words, String line) {
        // given
        play();

        // when
        int exitCode = run(words);

        // then
        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString().strip()).isEqualTo(line);
    }

    @Test
    void shouldShowDeadLettersWithTheirAttempts() {
        // given
        play();

        // when
        run("deliveries dead charge");

        // then
        assertThat(out.toString().lines().skip(1))
                .containsExactly("  2026-11-22T10:00:00Z  TARGET 2: NEVER 504  HANDLER_TIMEOUT: late");
        assertThat(asked)
                .containsExactly(
                        new ReadDeliveries(List.of(), "charge", DeliveryState.DEAD, null, 0, 100, false, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deliveries enable gone     | 1 | weir: there is no subscription "gone"
            deliveries enable away     | 1 | weir: the store does not answer; try again
            deliveries list --first 0  | 1 | weir: first: 0 is not from 1 to 1000
            history Nothing 7          | 1 | weir: there is no model "Nothing", only []
            """)
    void shouldSayInWordsWhatCannotBeHad(String words, int exit, String said) {
        // given
        play();

        // then
        assertThat(run(words)).isEqualTo(exit);
        assertThat(err.toString().strip()).isEqualTo(said);
    }

    @Test
    void shouldAskForIdsOrAll() {
        assertThat(run("deliveries redeliver charge")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Name deliveries by their ids, or give --all.");
    }

    @Test
    void shouldSayThatNoNodeHasTheRole() {
        assertThat(run("deliveries")).isEqualTo(1);
        assertThat(err.toString()).startsWith("weir: no node serves this now: start one with the role \"deliveries\"");
    }

    @Test
    void shouldSayThatNoNodeIsThere() throws Exception {
        // given
        node.close();

        // then
        assertThat(run("deliveries")).isEqualTo(1);
        assertThat(err.toString()).startsWith("weir: no node answers on http://127.0.0.1:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/plain       | {"query":"{ __typename }"}                  | 415
            application/json | {"query":7}                                 | 400
            application/json | nonsense                                    | 400
            application/json | {"query":"{ __typename }"}                  | 200
            """)
    void shouldTakeJsonOnly(String type, String body, int status) throws Exception {
        assertThat(post(type, body, Map.of())).isEqualTo(status);
    }

    @Test
    void shouldTakeNothingFromWebPagesNorWhatIsTooLarge() throws Exception {
        assertThat(post("application/json", "{\"query\":\"{ __typename }\"}", Map.of("Origin", "http://evil.example")))
                .isEqualTo(403);
        assertThat(post("application/json", " ".repeat((1 << 20) + 1), Map.of()))
                .isEqualTo(413);
    }

    private int post(String type, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.adminPort() + "/graphql"))
                .header("content-type", type)
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .statusCode();
    }

    private int run(String words) {
        String[] all = words.split(" ");
        String[] arguments = new String[all.length + 2];
        arguments[0] = all[0];
        arguments[1] = "--conf";
        arguments[2] = conf.toString();
        System.arraycopy(all, 1, arguments, 3, all.length - 1);
        return WeirCommand.create(Map.of(), (file, config, roles) -> {})
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
