package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionState;
import io.weir.bus.BusCodecs;
import io.weir.cluster.Alone;
import io.weir.source.ActionNode;
import io.weir.source.BusActionClient;
import io.weir.source.Reports;
import io.weir.testing.PlainResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ActionUpdateTest {

    private static final String QUERY = "subscription { u: created(actionId: \"a1\") { actionId n: name } }";
    private static final String PACKET = "{\"data\":{\"u\":{\"actionId\":\"a1\",\"n\":\"Ann\"}}}";
    private static final String RESULT = "{\"id\":7,\"name\":\"Ann\"}";

    private final ActionFixture weir = new ActionFixture();

    private void running(String field) {
        weir.actions.store(Reports.open("a1", field, ActionState.IN_PROGRESS, 1));
    }

    @Test
    void shouldGiveALateSubscriberItsPacketAtOnce() {
        weir.actions.store(Reports.done("a1", "later", RESULT));
        assertThat(weir.subscribe(QUERY).heard).containsExactly("live", PACKET);
    }

    @Test
    void shouldGiveTheOnePacketOnceTheActionHasEnded() {
        // Given
        running("create");
        ActionFixture.Packets packets = weir.subscribe(QUERY);
        assertThat(packets.heard).containsExactly("live");

        // When
        weir.actions.store(Reports.done("a1", "create", RESULT));

        // Then
        assertThat(packets.heard).containsExactly("live", PACKET);
    }

    @Test
    void shouldTellOfFailuresInThePacket() {
        weir.actions.store(Reports.failed(
                "a1", "later", new ActionFailure("ACTION_REJECTED", "no", 422, null, List.of(), false, 1, 0)));
        assertThat(weir.subscribe(QUERY).heard.get(1))
                .startsWith("{\"data\":{\"u\":null},\"errors\":[{\"message\":\"no\",")
                .contains("\"path\":[\"u\"],\"httpStatusCode\":422,\"extensions\":{\"code\":\"ACTION_REJECTED\"");
        weir.actions.store(Reports.report("a1", "later", ActionState.CANCELED, 0, null, null, false));
        assertThat(weir.subscribe(QUERY).heard.get(1)).contains("\"httpStatusCode\":409", "ACTION_CANCELED");
        weir.actions.store(Reports.report("a1", "later", ActionState.EXPIRED, 0, null, null, false));
        assertThat(weir.subscribe(QUERY).heard.get(1)).contains("\"httpStatusCode\":504", "ACTION_EXPIRED");
    }

    @Test
    void shouldNotFindWhatIsUnknownOrOfAnotherType() {
        // Given
        String notFound = "refused [{\"message\":\"there is no action with this id\",\"httpStatusCode\":404,"
                + "\"extensions\":{\"code\":\"NOT_FOUND\",\"httpStatusCode\":404}}]";

        // When, then
        assertThat(weir.subscribe(QUERY).heard).containsExactly(notFound);
        for (String field : List.of("plain", "strict", "saveCart", "gone")) {
            weir.actions.store(Reports.done("a1", field, RESULT));
            assertThat(weir.subscribe(QUERY).heard).as(field).containsExactly(notFound);
        }
        running("plain");
        assertThat(weir.subscribe(QUERY).heard).containsExactly(notFound);
        assertThat(weir.actions.waits()).isZero();
    }

    @Test
    void shouldNameTheTypeWhereThereAreSeveral() {
        weir.actions.store(Reports.done("a1", "strict", RESULT));
        assertThat(weir.subscribe("subscription { any(actionId: \"a1\") { ... on Strict { name __typename } } }").heard)
                .containsExactly("live", "{\"data\":{\"any\":{\"name\":\"Ann\",\"__typename\":\"Strict\"}}}");
    }

    @Test
    void shouldForgetASubscriberThatLeaves() {
        // Given
        running("create");
        ActionFixture.Packets packets = weir.subscribe(QUERY);
        assertThat(weir.actions.waits()).isEqualTo(1);

        // When
        packets.cancel.run();
        weir.actions.store(Reports.done("a1", "create", RESULT));

        // Then
        assertThat(packets.heard).containsExactly("live");
        assertThat(weir.actions.waits()).isZero();
    }

    @Test
    void shouldCompleteItsPacketThoughTheGraphWasReplacedMeanwhile() {
        // Given
        running("create");
        ActionFixture replacement = new ActionFixture();
        ExecutionFixture without = new ExecutionFixture("type Query { weirVersion: String! }");
        List<String> closed = new ArrayList<>();
        CurrentOperations operations = new CurrentOperations(weir.weir.operations, () -> closed.add("first"));
        ActionFixture.Packets packets = ActionFixture.subscribe(operations, QUERY);

        // When the graph it was planned for is closed
        operations.replace(replacement.weir.operations, () -> closed.add("second"));
        assertThat(closed).containsExactly("first");
        weir.actions.store(Reports.done("a1", "create", RESULT));

        // Then
        assertThat(packets.heard).containsExactly("live", PACKET);

        // When the next graph has no such field
        weir.actions.store(Reports.open("a1", "create", ActionState.ACCEPTED, 0));
        CurrentOperations others = new CurrentOperations(weir.weir.operations, () -> {});
        ActionFixture.Packets late = ActionFixture.subscribe(others, QUERY);
        others.replace(without.operations, () -> {});
        weir.actions.store(Reports.done("a1", "create", RESULT));

        // Then
        assertThat(late.heard).hasSize(2);
        assertThat(late.heard.get(1)).startsWith("{\"errors\":[");
    }

    @Test
    @Timeout(60)
    void shouldGiveAThousandPacketsToAThousandSubscribersThatRaceTheEnd() {
        // Given
        int races = 1000;
        Vertx vertx = Vertx.vertx();
        BusCodecs.register(vertx.eventBus());
        BusActionClient client = new BusActionClient(vertx, Alone.of("n1", 1));
        client.start().toCompletionStage().toCompletableFuture().join();
        ActionNode node = new ActionNode(vertx);
        ExecutionFixture racing = new ExecutionFixture(ActionFixture.GRAPH, client);
        Queue<String> packets = new ConcurrentLinkedQueue<>();
        IntStream.range(0, races).forEach(i -> node.store(Reports.open("r" + i, "create", ActionState.IN_PROGRESS, 1)));

        // When each action ends while its subscriber comes, on other threads
        for (int i = 0; i < races; i++) {
            String id = "r" + i;
            Prepared.Awaited awaited =
                    (Prepared.Awaited) racing.operations.prepare(ActionFixture.request(QUERY.replace("a1", id)));
            vertx.getOrCreateContext()
                    .runOnContext(turn -> awaited.begin(new ActionFixture.Packets() {
                        @Override
                        public void onResponse(Buffer response) {
                            packets.add(PlainResponse.of(response));
                        }
                    }));
            vertx.getOrCreateContext().runOnContext(turn -> node.settle(Reports.done(id, "create", RESULT)));
        }

        // Then
        Awaitility.await().until(() -> packets.size() >= races);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertThat(packets)
                .hasSize(races)
                .doesNotHaveDuplicates()
                .allMatch(packet -> packet.endsWith("\"n\":\"Ann\"}}}"));
    }
}
