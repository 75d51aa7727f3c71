package io.weir.delivery.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.delivery.shape.Shaper.Match;
import io.weir.execution.CurrentOperations;
import io.weir.execution.PlannedOperations;
import io.weir.execution.RootFetcher;
import io.weir.graph.Graph;
import io.weir.graph.SdlFixture;
import io.weir.graph.delivery.DeliveredGraph;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.delivery.DeliveryDefinition.Root;
import io.weir.plan.OperationCache;
import io.weir.source.RecordingTopicClient;
import io.weir.subgraph.Subgraphs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentShaperTest {

    @TempDir
    Path folder;

    private DeliveredGraph written;
    private final List<String> closed = new ArrayList<>();
    private CurrentOperations operations;
    private DocumentShaper shaper;
    private DeliveryDefinition delivery;

    @BeforeEach
    void load() throws Exception {
        written = new DeliveredGraph(folder);
        use("subscription { orderPlaced { id state } }", "");
    }

    private void use(String document, String line) throws Exception {
        written.document(document);
        Graph graph = written.load(line);
        delivery = graph.deliveries().get(0);
        operations = new CurrentOperations(planned(graph), () -> closed.add("first"));
        shaper = new DocumentShaper(operations);
    }

    private static PlannedOperations planned(Graph graph) {
        OperationCache cache = new OperationCache(graph, GraphConfig.of(List.of()));
        RootFetcher fetcher = new RootFetcher(graph, new RecordingTopicClient(), EventsConfig.DEFAULT, "1");
        return new PlannedOperations(graph, cache, fetcher, Subgraphs.none());
    }

    private Root root() {
        return delivery.roots().get(0);
    }

    private static LoggedEvent event(String payload) {
        return event("placed", payload);
    }

    private static LoggedEvent event(String topic, String payload) {
        return new LoggedEvent("default", topic, 1, null, Buffer.buffer(payload));
    }

    private Future<Buffer> shape(String payload) {
        return shaper.shape(delivery, root(), event(payload));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"__typename": "Order", "id": 7, "state": "PLACED"} | WANTED
            {"__typename": "Order", "id": 7, "state": "PAID"}   | NOT_WANTED
            {"id": 7}                                           | MALFORMED
            {"__typename": "Line"}                              | MALFORMED
            [1]                                                 | MALFORMED
            null                                                | MALFORMED
            {                                                   | MALFORMED
            """)
    void shouldMatchByTheEventAlone(String payload, Match match) {
        assertThat(shaper.match(delivery, root(), event(payload))).isEqualTo(match);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"__typename": "Order", "id": 7}                                        | Order:7
            {"__typename": "Order", "id": "a b"}                                    | Order:a b
            {"__typename": "Order"}                                                 | placed
            {"id": 7}                                                               | placed
            {"args": {"id": 1}, "result": {"__typename": "Order", "id": "9"}}       | Order:9
            {"args": {"id": 1}, "result": null}                                     | placed
            {"args": {"id": 1}, "result": {"success": true}}                        | placed
            "text"                                                                  | placed
            {                                                                       | placed
            """)
    void shouldOrderByEntity(String payload, String key) {
        assertThat(shaper.key(event(payload))).isEqualTo(key);
    }

    @Test
    void shouldShapeAsTheDocumentSays() {
        assertThat(shape("{\"__typename\": \"Order\", \"id\": 7, \"state\": \"PLACED\", \"other\": 1}")
                        .result())
                .hasToString("{\"orderPlaced\":{\"id\":\"7\",\"state\":\"PLACED\"}}");
    }

    @Test
    void shouldShapeTheRootThatFired() throws Exception {
        // Given
        use(
                "subscription ($s: ID!) { a: orderChanged(shop: $s) { id } b: orderChanged(shop: 8) { state } }",
                "variables: { s: 7 }");

        // When
        Root second = delivery.roots().get(1);
        Future<Buffer> shaped = shaper.shape(
                delivery, second, event("orders.8", "{\"__typename\": \"Order\", \"id\": 7, \"state\": \"PAID\"}"));

        // Then
        assertThat(shaped.result()).hasToString("{\"b\":{\"state\":\"PAID\"}}");
    }

    @Test
    void shouldFailWhereTheResponseHasErrors() {
        assertThat(shape("{\"__typename\": \"Order\", \"id\": 7, \"state\": \"LOST\"}")
                        .cause())
                .isInstanceOf(ShapingException.class)
                .hasMessage("the value of Order.state is none of the enum State");
    }

    @Test
    void shouldFailOnWhatIsNoEventOfTheField() {
        assertThat(shape("{\"id\": 7}").cause())
                .isInstanceOf(ShapingException.class)
                .hasMessageStartingWith("the event is not usable: ");
        assertThat(shape("{").cause()).hasMessage("the event is not JSON");
    }

    @Test
    void shouldFollowAReplacedGraph() throws Exception {
        // Given
        assertThat(shaper.match(delivery, root(), event("{\"__typename\": \"Order\", \"id\": 7, \"state\": \"PAID\"}")))
                .isEqualTo(Match.NOT_WANTED);

        // When
        operations.replace(
                planned(SdlFixture.graph("type Subscription { orderPlaced: Order @eventsSubscribe(topic: \"placed\") }"
                        + " type Order { id: Int state: String }")),
                () -> {});

        // Then
        assertThat(closed).containsExactly("first");
        assertThat(shape("{\"id\": 7, \"state\": \"GONE\"}").result())
                .hasToString("{\"orderPlaced\":{\"id\":7,\"state\":\"GONE\"}}");
    }

    @Test
    void shouldSayWhenTheDocumentDoesNotFitTheGraphAnyMore() throws Exception {
        // When
        operations.replace(planned(SdlFixture.graph("type Query { weirVersion: String! }")), () -> {});

        // Then
        assertThat(shaper.match(delivery, root(), event("{\"id\": 7}"))).isEqualTo(Match.WANTED);
        assertThat(shape("{\"id\": 7}").cause())
                .isInstanceOf(ShapingException.class)
                .hasMessageStartingWith("the document does not fit the graph: ");
    }
}
