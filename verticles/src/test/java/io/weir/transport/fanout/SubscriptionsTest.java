package io.weir.transport.fanout;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusMessage;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinRefused;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.cluster.Alone;
import io.weir.config.StreamsConfig;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Joins a hand-written trigger over a real event bus. */
class SubscriptionsTest {

    private static final Prepared.Stream STREAM = new Prepared.Stream("default", "news");
    private static final OperationRequest REQUEST =
            new OperationRequest("subscription { news }", null, Map.of(), Map.of());
    private static final GroupResult RESULT = GroupResult.next(7, 3, Buffer.buffer("{\"data\":{\"news\":1}}"));
    private static final GroupResult END = GroupResult.complete(7, 3, GroupResult.NONE);

    private final Vertx vertx = Vertx.vertx();
    private final Context transport = vertx.getOrCreateContext();
    private final Metrics metrics = new Metrics();
    private final Subscriptions subscriptions =
            new Subscriptions(vertx, Alone.of("n1", 1), 1, Duration.ofSeconds(30), StreamsConfig.DEFAULT, metrics);
    private final List<Message<BusMessage>> atTrigger = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        BusCodecs.register(vertx.eventBus());
        onTransport(() -> subscriptions.start().mapEmpty());
        vertx.eventBus().<BusMessage>consumer(BusAddress.trigger("n1", 0), atTrigger::add);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void shouldHandEachResultToEachMemberOfItsGroup() throws Exception {
        // Given
        Listener first = live(7);
        Listener second = live(7);
        Listener other = live(8);

        // When
        send(RESULT);

        // Then
        await().untilAsserted(() -> {
            assertThat(first.heard).containsExactly("live", "next {\"data\":{\"news\":1}}");
            assertThat(second.heard).containsExactly("live", "next {\"data\":{\"news\":1}}");
            assertThat(metrics.framesOut().count()).isEqualTo(2);
        });
        assertThat(other.heard).containsExactly("live");
        assertThat(metrics.subscriptions().sum()).isEqualTo(3);
    }

    @Test
    void shouldHandAMemberWhatItsTriggerGivesItToBeginWith() throws Exception {
        // Given
        Listener other = live(7);
        Listener listener = join();
        Buffer first = Buffer.buffer("{\"data\":{\"news\":0}}");

        // When
        List<StreamResult> results = List.of(new StreamResult(0, null, first));
        nextAtTrigger(JoinTrigger.class).reply(new TriggerJoined(7, 0, results, 0, 0));
        await().until(() -> listener.heard.size() == 2);
        send(RESULT);

        // Then
        await().untilAsserted(() -> assertThat(listener.heard)
                .containsExactly("live", "next {\"data\":{\"news\":0}}", "next {\"data\":{\"news\":1}}"));
        assertThat(other.heard).containsExactly("live", "next {\"data\":{\"news\":1}}");
    }

    @Test
    void shouldNotHandAMemberTheResultOfAnEventThatWasThereBeforeIt() throws Exception {
        // Given one that joined before the event, and one that joined while it was being completed
        Listener before = live(7, RESULT.sequence());
        Listener after = live(7, RESULT.sequence() + 1);

        // When
        send(RESULT);

        // Then
        await().untilAsserted(() -> {
            assertThat(before.heard).containsExactly("live", "next {\"data\":{\"news\":1}}");
            assertThat(metrics.framesOut().count()).isEqualTo(1);
        });
        assertThat(after.heard).containsExactly("live");
    }

    @Test
    void shouldBeginWithWhatTheTriggerGivesANewMember() throws Exception {
        // Given
        Listener listener = join();

        // When
        nextAtTrigger(JoinTrigger.class)
                .reply(new TriggerJoined(7, 0, List.of(new StreamResult(0, null, Buffer.buffer("{}"))), 0, 0));
        send(RESULT);

        // Then
        await().untilAsserted(() ->
                assertThat(listener.heard).containsExactly("live", "next {}", "next {\"data\":{\"news\":1}}"));
        assertThat(metrics.framesOut().count()).isEqualTo(2);
    }

    @Test
    void shouldTellEachMemberOfTheEndOnce() throws Exception {
        // Given
        Listener first = live(7);
        Listener second = live(7);

        // When
        send(END);
        send(RESULT);

        // Then
        await().untilAsserted(() -> assertThat(second.heard).containsExactly("live", "complete"));
        assertThat(first.heard).containsExactly("live", "complete");
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldNotTellAMemberOfTheEndThatAnotherCancelledInTheSameTurn() throws Exception {
        // Given
        Listener first = live(7);
        Listener second = live(7);
        first.atEnd = second.cancel;
        second.atEnd = first.cancel;

        // When
        send(END);

        // Then
        await().until(() -> first.heard.contains("complete") || second.heard.contains("complete"));
        assertThat(first.heard.contains("complete")).isNotEqualTo(second.heard.contains("complete"));
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldSayWhyTheTriggerRefused() throws Exception {
        // Given
        Listener listener = join();

        // When
        nextAtTrigger(JoinTrigger.class).reply(new JoinRefused(Buffer.buffer("[{\"message\":\"no\"}]")));

        // Then
        await().untilAsserted(() -> assertThat(listener.heard).containsExactly("refused [{\"message\":\"no\"}]"));
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldRefuseWhenTheTriggerDoesNotAnswerInTime() throws Exception {
        // Given
        Subscriptions impatient =
                new Subscriptions(vertx, Alone.of("n1", 1), 2, Duration.ofMillis(50), StreamsConfig.DEFAULT, metrics);

        // When
        Listener listener = join(impatient);

        // Then
        await().untilAsserted(() -> assertThat(listener.heard)
                .singleElement()
                .asString()
                .startsWith("refused [{")
                .contains("did not start in time")
                .contains("PROVIDER_UNAVAILABLE"));
    }

    @Test
    void shouldLeaveTheTriggerOnceWhenCancelled() throws Exception {
        // Given
        Listener listener = live(7);

        // When
        onTransport(() -> run(listener.cancel));
        onTransport(() -> run(listener.cancel));
        send(RESULT);

        // Then
        LeaveTrigger leave = (LeaveTrigger) nextAtTrigger(LeaveTrigger.class).body();
        assertThat(leave.groupId()).isEqualTo(7);
        assertThat(atTrigger).isEmpty();
        assertThat(listener.heard).containsExactly("live");
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldLeaveAgainWhenCancelledBeforeTheTriggerAnswered() throws Exception {
        // Given
        Listener listener = join();
        onTransport(() -> run(listener.cancel));

        // When
        nextAtTrigger(JoinTrigger.class).reply(TriggerJoined.live(7, 0));

        // Then
        LeaveTrigger leave = (LeaveTrigger) nextAtTrigger(LeaveTrigger.class).body();
        assertThat(leave.groupId()).isEqualTo(7);
        assertThat(listener.heard).isEmpty();
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldGoOnWithTheOthersWhenOneMemberFails() throws Exception {
        // Given
        Listener failing = live(7);
        failing.failing = true;
        Listener other = live(7);

        // When
        send(RESULT);

        // Then
        await().untilAsserted(() -> assertThat(other.heard).hasSize(2));
    }

    @Test
    void shouldReleaseWireFormsAfterTheLastMember() throws Exception {
        // Given
        Listener keeping = live(7);
        keeping.keeping = true;
        Listener last = live(7);
        last.keeping = true;

        // When
        send(RESULT);

        // Then
        await().untilAsserted(() -> assertThat(keeping.form).isNotNull().isSameAs(last.form));
        await().untilAsserted(() -> assertThat(keeping.form.released).isEqualTo(1));
    }

    private Listener live(long groupId) throws Exception {
        return live(groupId, 0);
    }

    private Listener live(long groupId, long from) throws Exception {
        Listener listener = join();
        nextAtTrigger(JoinTrigger.class).reply(TriggerJoined.live(groupId, from));
        await().until(() -> listener.heard.contains("live"));
        return listener;
    }

    private Listener join() throws Exception {
        return join(subscriptions);
    }

    private Listener join(Subscriptions at) throws Exception {
        Listener listener = new Listener();
        onTransport(() -> {
            listener.cancel = at.join(STREAM, REQUEST, listener)::cancel;
            return Future.succeededFuture();
        });
        return listener;
    }

    private Message<BusMessage> nextAtTrigger(Class<?> type) {
        await().until(() -> !atTrigger.isEmpty());
        Message<BusMessage> message = atTrigger.remove(0);
        assertThat(message.body()).isInstanceOf(type);
        return message;
    }

    private void send(GroupResult result) {
        vertx.eventBus().send(BusAddress.transport("n1", 1), result);
    }

    private static Future<Void> run(Runnable task) {
        task.run();
        return Future.succeededFuture();
    }

    private void onTransport(Callable<Future<Void>> task) throws Exception {
        Promise<Void> done = Promise.promise();
        transport.runOnContext(v -> {
            try {
                task.call().onComplete(done);
            } catch (Exception e) {
                done.fail(e);
            }
        });
        done.future().toCompletionStage().toCompletableFuture().get(5, SECONDS);
    }

    private static final class Form implements SharedPayload.WireForm {
        volatile int released;

        @Override
        public void release() {
            released++;
        }
    }

    private static final class Listener implements Subscriber {

        final List<String> heard = new CopyOnWriteArrayList<>();
        volatile Runnable cancel = () -> {};
        volatile Runnable atEnd = () -> {};
        volatile boolean failing;
        volatile boolean keeping;
        volatile Form form;

        @Override
        public void onLive() {
            heard.add("live");
        }

        @Override
        public void onRefused(Buffer errors) {
            heard.add("refused " + errors);
        }

        @Override
        public void onNext(SharedPayload payload) {
            if (failing) {
                throw new IllegalStateException("on purpose");
            }
            if (keeping) {
                form = payload.form(Form.class, Form::new);
            }
            heard.add("next " + payload.bytes());
        }

        @Override
        public void onPosition(SharedPayload position) {
            heard.add("position " + position.eventId());
        }

        @Override
        public void onBroken(Buffer errors) {
            heard.add("broken " + errors);
        }

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void onStalled() {
            heard.add("stalled");
        }

        @Override
        public void onComplete() {
            heard.add("complete");
            atEnd.run();
        }
    }
}
