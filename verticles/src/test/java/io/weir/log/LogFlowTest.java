package io.weir.log;

import static io.weir.log.LogFixture.event;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventCursor;
import io.weir.bus.FindPosition;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LogPage;
import io.weir.bus.LogPosition;
import io.weir.bus.TopicEvent;
import io.weir.store.StoreFixture;
import io.weir.testing.Postgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node's log from its requests to its triggers. */
class LogFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<LogFixture> nodes = new ArrayList<>();
    private LogFixture node;

    @BeforeEach
    void start() {
        node = node(LogFixture.start());
    }

    @AfterEach
    void stop() {
        Postgres.server().start();
        nodes.forEach(LogFixture::close);
    }

    private LogFixture node(LogFixture started) {
        nodes.add(started);
        return started;
    }

    @Test
    void shouldHandOverWhatItStoresAndGiveItAgain() {
        // given
        LogPosition begin = node.end("a.b");

        // when
        int duplicates = await(node.append(event("a.b", "1"), event("n.x", "{\"n\":7}"), event("a.b", "2")));

        // then
        assertThat(duplicates).isZero();
        assertThat(node.handed()).as("handed over before it was answered").containsExactly("1", "{\"n\":7}", "2");
        assertThat(node.handedEvents()).extracting("id").containsExactly(null, "7", null);
        assertThat(node.history("a.b", begin, 1)).containsExactly("1", "2");
        assertThat(node.history("n.x", begin, 10)).containsExactly("{\"n\":7}");
        assertThat(node.history("a.b", node.end("a.b"), 10)).isEmpty();
    }

    @Test
    void shouldKeepHowDeepAnEventIs() {
        // given
        LogFixture other = node(node.another());
        TopicEvent deep = new TopicEvent(
                "default", "a.b", EventAttributes.NONE.withDepth(EventAttributes.DEEPEST), Buffer.buffer("deep"));

        // when
        await(node.append(event("a.b", "1"), deep));

        // then
        assertThat(node.handedEvents()).extracting("depth").containsExactly(0, EventAttributes.DEEPEST);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(other.handedEvents())
                        .extracting("depth")
                        .containsExactly(0, EventAttributes.DEEPEST));
    }

    @Test
    void shouldNotReadBackWhatItStoredItself() {
        // given
        await().until(() -> await(node.append(event("a.b", "first"))) == 0);

        // when
        await(Future.all(IntStream.range(0, 50)
                .mapToObj(i -> node.append(event("a.b", "" + i)))
                .toList()));

        // then
        String stored = node.store.database().queryOne("select count(*) from weir.log_event");
        assertThat(stored).isEqualTo("51");
        assertThat(node.handed()).hasSize(51);
        assertContiguous(node);
    }

    @Test
    void shouldHandOverWhatOtherNodesStored() {
        // given
        LogFixture other = node(node.another());
        List<Future<Integer>> appends = new ArrayList<>();

        // when
        for (int i = 0; i < 200; i++) {
            appends.add(node.append(event("a.b", "node " + i)));
            appends.add(other.append(event("a.b", "other " + i)));
        }
        await(Future.all(appends));

        // then
        for (LogFixture each : nodes) {
            await().atMost(PATIENCE).until(() -> each.handed().size() == 400);
            assertContiguous(each);
            assertThat(each.handed().stream().filter(text -> text.startsWith("other")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 200).mapToObj(i -> "other " + i).toList());
        }
        assertThat(node.handed()).isEqualTo(other.handed());
    }

    @Test
    void shouldStoreCopiesOnceWhereverTheyCome() {
        // given
        LogFixture other = node(node.another());

        // when
        int first = await(node.append(event("a.b", "1", "x"), event("a.b", "1", "x"), event("a.c", "1", "x")));
        int again = await(other.append(event("a.b", "1", "x"), event("a.b", "2", "y")));

        // then
        assertThat(first).isEqualTo(1);
        assertThat(again).isEqualTo(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(node.handed()).containsExactly("1", "1", "2"));
        assertThat(node.store.metrics().scrape()).contains("weir_log_events_duplicate_total 1.0");
    }

    @Test
    void shouldLeaveOutWhatIsNoTopic() {
        // when
        int duplicates = await(node.append(event("a.\0", "1"), event("a.b", "2")));

        // then
        assertThat(duplicates).isZero();
        assertThat(node.handed()).containsExactly("2");
        assertThat(node.store.metrics().scrape()).contains("weir_log_events_left_out_total 1.0");
    }

    @Test
    void shouldGivePagesOfAboutAMegabyte() {
        // given
        LogPosition begin = node.end("a.b");
        String large = "x".repeat(400_000);
        await(node.append(event("a.b", large), event("a.b", large), event("a.b", large), event("a.b", large)));

        // when
        LogPage page = (LogPage) node.read("a.b", begin.store(), begin.position(), 100);

        // then
        assertThat(page.events()).hasSize(3);
        assertThat(page.last()).isFalse();
        assertThat(node.history("a.b", begin, 100)).hasSize(4);
    }

    @Test
    void shouldSayThatTheStoreIsAwayAndGoOnWhenItIsBack() {
        // given
        LogFixture brief = node(LogFixture.onto(node.store.database(), StoreFixture.SHORT, LogFixture.TOPICS));
        LogPosition begin = brief.end("a.b");
        await(brief.append(event("a.b", "before")));

        // when
        Postgres.server().stop();

        // then
        assertUnavailable(() -> await(brief.append(event("a.b", "lost"))));
        assertUnavailable(() -> brief.end("a.b"));
        assertUnavailable(() -> brief.read("a.b", begin.store(), begin.position(), 10));
        Postgres.server().start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> await(brief.append(event("a.b", "after"))) == 0);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(node.handed()).containsExactly("before", "after"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(brief.handed()).containsExactly("before", "after"));
        assertContiguous(node);
        assertContiguous(brief);
        assertThat(brief.history("a.b", begin, 10)).containsExactly("before", "after");
    }

    @Test
    void shouldStoreWhatItTookBeforeItStops() throws Exception {
        // given
        Future<?> asked;
        Future<?> waiting;
        Future<?> heard;
        Future<Void> stopped;
        try (Connection other = node.store.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table weir.log_head in exclusive mode");
            asked = node.append(event("a.b", "asked"));
            waiting = node.append(event("a.b", "waiting"));
            heard = node.vertx.eventBus().request("a.#", "heard", new DeliveryOptions().addHeader("topic", "a.b"));
            await().until(() -> waitingForLock() == 2);

            // when
            stopped = node.stop();
            await().until(() -> node.ask(new FindPosition("", "", null))
                    .transform(answer -> Future.succeededFuture(answer.cause() instanceof ReplyException refused
                            && refused.failureType() == ReplyFailure.NO_HANDLERS))
                    .await(10, TimeUnit.SECONDS));
            other.rollback();
        }

        // then
        await(stopped);
        await(Future.all(asked, waiting, heard));
        assertThat(node.store.database().query("select convert_from(payload, 'UTF8') from weir.log_event"))
                .containsExactlyInAnyOrder("asked", "waiting", "heard");
    }

    private long waitingForLock() {
        return Long.parseLong(node.store
                .database()
                .queryOne("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database() and query like '%log_append%'"));
    }

    @Test
    void shouldStartBeforeItsStore() {
        // given
        Postgres.server().stop();
        LogFixture early = node(LogFixture.onto(node.store.database(), StoreFixture.SHORT, LogFixture.TOPICS));
        assertUnavailable(() -> early.find("a.b", EventCursor.at(1, 1)));

        // when
        Postgres.server().start();

        // then
        await().atMost(PATIENCE).ignoreExceptions().until(() -> await(early.append(event("a.b", "1"))) == 0);
        await().atMost(PATIENCE).until(() -> early.handed().equals(List.of("1")));
    }

    private static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        refused -> assertThat(refused.failureCode()).isEqualTo(BusFailure.STORE_UNAVAILABLE.code()));
    }

    /** Each begins where the one before ended. */
    private static void assertContiguous(LogFixture node) {
        List<LogAdvanced> all = List.copyOf(node.advances);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).after()).isEqualTo(all.get(i - 1).through());
        }
    }
}
