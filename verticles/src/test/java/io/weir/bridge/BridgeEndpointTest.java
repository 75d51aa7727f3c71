package io.weir.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.CloseTopic;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.LogTopics;
import io.weir.bus.LogTopicsBound;
import io.weir.bus.OpenTopic;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import io.weir.bus.RequestEvent;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicOpened;
import io.weir.bus.TopicRoute;
import io.weir.bus.TriggerJoined;
import io.weir.cluster.FakePeers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgeEndpointTest {

    private static final TopicRoute TO = new TopicRoute("to", 1);
    private static final OpenTopic OPEN = new OpenTopic("p", "t", TO, false);

    private final Vertx vertx = Vertx.vertx();
    private final FakePeers peers = new FakePeers("n1");
    private final RecordingBridge bridge = new RecordingBridge();

    @BeforeEach
    void serve() throws Exception {
        BusCodecs.register(vertx.eventBus());
        result(BridgeEndpoint.serve(vertx, peers, "p", bridge).completion());
    }

    @AfterEach
    void close() throws Exception {
        result(vertx.close());
    }

    @Test
    void shouldAnswerThatATopicIsOpenOnceItIs() throws Exception {
        // When
        BusMessage answer = ask(OPEN);

        // Then
        assertThat(answer).isEqualTo(new TopicOpened("p", "t"));
        assertThat(bridge.calls).containsExactly("open t to 1");
    }

    @Test
    void shouldPassAFailureOnWithItsCodeAndWords() throws Exception {
        // Given
        bridge.opened = Future.failedFuture(new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, "away"));

        // When
        ReplyException failure = failure(OPEN);

        // Then
        assertThat(failure.failureCode()).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE.code());
        assertThat(failure).hasMessage("away");
    }

    @Test
    void shouldKeepAnUnexpectedFailureToItself() throws Exception {
        // Given
        bridge.replied = Future.failedFuture(new IllegalStateException("amqp://guest:secret@host"));

        // When
        ReplyException failure = failure(new RequestEvent("p", "t", Map.of(), Buffer.buffer(), 1_000));

        // Then
        assertThat(failure.failureCode()).isEqualTo(BusFailure.REFUSED.code());
        assertThat(failure).hasMessage("provider \"p\" failed");
    }

    @Test
    void shouldAnswerWithTheOutcomeOfAPublish() throws Exception {
        // Given
        bridge.published = Future.succeededFuture(new PublishOutcome(false, "no"));

        // Then
        assertThat(ask(new PublishEvent("p", "t", EventAttributes.NONE, Buffer.buffer("{}"))))
                .isEqualTo(new PublishOutcome(false, "no"));
    }

    @Test
    void shouldAnswerWithTheReplysBytes() throws Exception {
        // Given
        bridge.replied = Future.succeededFuture(new EventReply(Buffer.buffer("{\"id\":1}"), 201));

        // Then
        assertThat(ask(new RequestEvent("p", "t", Map.of(), Buffer.buffer(), 1_000)))
                .isEqualTo(new EventReply(Buffer.buffer("{\"id\":1}"), 201));
    }

    @Test
    void shouldAnswerThatTheBrokerKeepsTheTopicsOfTheLog() throws Exception {
        // Given
        LogTopics topics = new LogTopics("p", "q", true, 1_000, List.of("a.*"), List.of());

        // Then
        assertThat(ask(topics)).isEqualTo(new LogTopicsBound("p"));
        assertThat(bridge.calls).containsExactly("keep q [a.*]");

        // When
        bridge.kept = Future.failedFuture(new BridgeException(BusFailure.QUEUE_LOST, "lost"));

        // Then
        assertThat(failure(topics).failureCode()).isEqualTo(BusFailure.QUEUE_LOST.code());
    }

    @Test
    void shouldCloseATopic() {
        // When
        vertx.eventBus().send(BusAddress.provider("n1", "p"), new CloseTopic("p", "t", TO));

        // Then
        await().until(() -> bridge.calls.contains("close t to 1"));
    }

    @Test
    void shouldSayTheLastWordBehindWhatTheBrokerHas() {
        // Given
        Promise<Boolean> caughtUp = Promise.promise();
        bridge.caughtUp = caughtUp.future();
        List<Object> words = new CopyOnWriteArrayList<>();
        vertx.eventBus().consumer("to", word -> words.add(word.body()));

        // When
        vertx.eventBus().send(BusAddress.provider("n1", "p"), new CloseTopic("p", "t", TO));
        TopicRoute again = new TopicRoute("to", 2);
        vertx.eventBus().send(BusAddress.provider("n1", "p"), new OpenTopic("p", "t", again, false));
        await().until(() -> bridge.calls.contains("open t to 2"));

        // Then
        assertThat(bridge.calls).hasSize(1);
        assertThat(words).isEmpty();

        // When
        caughtUp.complete(true);

        // Then
        await().until(() -> words.contains(new TopicClosed("n1", "p", "t", 1, 17)));
        assertThat(bridge.calls).containsExactly("open t to 2", "close t to 1");
        assertThat(words).hasSize(1);
    }

    @Test
    void shouldNotSayTheLastNumberWhereNobodyKnowsWhatTheBrokerHas() {
        // Given
        bridge.caughtUp = Future.succeededFuture(false);
        List<Object> words = new CopyOnWriteArrayList<>();
        vertx.eventBus().consumer("to", word -> words.add(word.body()));

        // When
        vertx.eventBus().send(BusAddress.provider("n1", "p"), new CloseTopic("p", "t", TO));

        // Then
        await().until(() -> words.contains(new TopicClosed("n1", "p", "t", 1, TopicClosed.UNKNOWN)));
        assertThat(bridge.calls).containsExactly("close t to 1");
    }

    @Test
    void shouldOpenBehindWhatTheBrokerHasWhereAnotherBridgeBroughtIt() {
        // Given
        Promise<Boolean> caughtUp = Promise.promise();
        bridge.caughtUp = caughtUp.future();

        // When
        Future<Message<BusMessage>> behind = request(new OpenTopic("p", "t", TO, true));
        Future<Message<BusMessage>> closed = request(new OpenTopic("p", "t", new TopicRoute("to@n2", 2), true));
        vertx.eventBus().send(BusAddress.provider("n1", "p"), new OpenTopic("p", "other", TO, false));
        await().until(() -> bridge.calls.contains("open other to 1"));

        // Then
        assertThat(bridge.calls).hasSize(1);

        // When
        vertx.runOnContext(turn -> {
            peers.see(FakePeers.node("n1"));
            caughtUp.complete(true);
        });

        // Then
        await().until(() -> behind.succeeded() && closed.failed());
        assertThat(bridge.calls).containsExactly("open other to 1", "close t to@n2 2", "open t to 1");
    }

    @Test
    void shouldCloseWhatANodeThatIsGoneHadOpenAndTellItShouldItComeBack() throws Exception {
        // Given
        peers.see(FakePeers.node("n1"), FakePeers.node("n2"));
        TopicRoute there = new TopicRoute(BusAddress.triggerEvents("n2", 0), 1);
        TopicRoute here = new TopicRoute(BusAddress.triggerEvents("n1", 0), 1);
        List<Object> words = new CopyOnWriteArrayList<>();
        ask(new OpenTopic("p", "t", there, false));
        ask(new OpenTopic("p", "t", here, false));

        // When
        vertx.runOnContext(turn -> peers.see(FakePeers.node("n1")));

        // Then
        await().until(() -> bridge.calls.contains("close t %s 1".formatted(there.address())));
        assertThat(bridge.calls).doesNotContain("close t %s 1".formatted(here.address()));

        // When
        vertx.runOnContext(turn -> peers.see(FakePeers.node("n1"), FakePeers.node("n2")));

        // And hears nothing at first
        vertx.setTimer(
                100,
                later -> vertx.eventBus().consumer(there.address(), word -> {
                    words.add(word.body());
                    word.reply(word.body());
                }));

        // Then
        await().until(() -> words.contains(new TopicClosed("n1", "p", TopicClosed.ALL, 1, TopicClosed.UNKNOWN)));
    }

    @Test
    void shouldRefuseWhatNoBridgeDoes() throws Exception {
        // Then
        assertThat(failure(TriggerJoined.live(1, 0)).failureCode()).isEqualTo(BusFailure.REFUSED.code());
    }

    private BusMessage ask(BusMessage message) throws Exception {
        return result(request(message)).body();
    }

    private ReplyException failure(BusMessage message) throws Exception {
        return (ReplyException) result(request(message).transform(done -> Future.succeededFuture(done.cause())));
    }

    private Future<Message<BusMessage>> request(BusMessage message) {
        return vertx.eventBus().request(BusAddress.provider("n1", "p"), message);
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
