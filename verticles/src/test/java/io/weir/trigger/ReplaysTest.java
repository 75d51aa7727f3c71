package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.FindPosition;
import io.weir.bus.JoinRefused;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.ReadLog;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.bus.TriggerPage;
import io.weir.config.TriggersConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscribers who were away: pages of what they missed, and the way into the group. */
class ReplaysTest {

    private static final String SDL = """
            type Subscription {
              ticks(after: ID): Tick @eventsSubscribe(topic: "ticks", resume: "after")
              named(after: ID): Tick @eventsSubscribe(topic: "named", resume: "after", id: "n")
              odd(after: ID): Tick @eventsSubscribe(topic: "ticks", resume: "after")
                @subscriptionFilter(condition: {IN: {fieldPath: "odd", values: [true]}})
              products(after: ID): Product @eventsSubscribe(topic: "products", resume: "after")
            }
            type Tick { n: Int odd: Boolean text: String }
            type Product @key(fields: "id") { id: ID! }
            """;
    private static final String TICKS = "subscription { ticks { n } }";
    private static final String PRODUCTS = "subscription { products { id price } }";

    private TriggerFixture weir;

    @BeforeEach
    void start() throws Exception {
        weir = weir(Duration.ofSeconds(20));
    }

    private static TriggerFixture weir(Duration joinTimeout) throws Exception {
        return new TriggerFixture(SDL, new TriggersConfig(1, Duration.ofSeconds(2), joinTimeout, 4, 100));
    }

    /** Begins anew, with transports that do not wait for long. */
    private void restartImpatient() throws Exception {
        weir.close();
        weir = weir(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() throws Exception {
        weir.close();
    }

    private long tick(int n) {
        return weir.log.publish("ticks", "{\"n\":%d}".formatted(n));
    }

    private long product(int id) {
        return weir.log.publish("products", "{\"__typename\":\"Product\",\"id\":\"%d\"}".formatted(id));
    }

    private EventCursor at(long position) {
        return EventCursor.at(weir.log.store(), position);
    }

    private Future<BusMessage> ticks(long id, EventCursor after) {
        return weir.join(id, "default", "ticks", TICKS, after);
    }

    private Future<BusMessage> products(long id, long after) {
        return weir.join(id, "default", "products", PRODUCTS, at(after));
    }

    private static List<Long> positions(List<StreamResult> results) {
        return results.stream().map(StreamResult::position).toList();
    }

    @Test
    void shouldJoinWithWhatWasMissed() throws Exception {
        // Given
        long first = tick(1);
        long second = tick(2);
        long end = weir.log.publish("others", "{}");

        // When
        TriggerJoined joined = (TriggerJoined) TriggerFixture.await(ticks(1, at(100)));

        // Then
        assertThat(positions(joined.results())).containsExactly(first, second);
        assertThat(joined.results().get(1).payload()).hasToString("{\"data\":{\"ticks\":{\"n\":2}}}");
        assertThat(joined.position()).isEqualTo(end);
        tick(3);
        await().until(() -> weir.heard.contains("NEXT {\"data\":{\"ticks\":{\"n\":3}}}"));
        assertThat(weir.metrics.scrape()).contains("weir_trigger_events_replayed_total 2.0");
    }

    @Test
    void shouldBeginWhereTheArgumentSays() throws Exception {
        // Given
        weir.log.append("named", "1", "{\"n\":1}");
        weir.log.append("named", "2", "{\"n\":2}");
        weir.log.handOver();

        // When
        BusMessage joined =
                TriggerFixture.await(weir.join(1, "default", "named", "subscription { named(after: 1) { n } }"));

        // Then
        assertThat(((TriggerJoined) joined).results())
                .extracting(StreamResult::id)
                .containsExactly("2");

        // When a page ended behind it, the argument says nothing any more
        joined = TriggerFixture.await(
                weir.join(2, "default", "named", "subscription { named(after: 1) { n } }", at(weir.log.head())));

        // Then
        assertThat(((TriggerJoined) joined).results()).isEmpty();
    }

    @Test
    void shouldAnswerPagesWhileThereIsMore() throws Exception {
        // Given
        for (int n = 1; n <= 5; n++) {
            tick(n);
        }
        weir.log.pageSize(2);

        // When
        TriggerPage page = (TriggerPage) TriggerFixture.await(ticks(1, at(100)));

        // Then it is no member
        assertThat(positions(page.results())).containsExactly(110L, 120L);
        assertThat(page.position()).isEqualTo(120);
        assertThat(weir.metrics.scrape()).contains("weir_trigger_groups 0.0");

        // When
        page = (TriggerPage) TriggerFixture.await(ticks(1, at(120)));
        TriggerJoined joined = (TriggerJoined) TriggerFixture.await(ticks(1, at(page.position())));

        // Then
        assertThat(positions(joined.results())).containsExactly(150L);
        assertThat(weir.metrics.scrape()).contains("weir_trigger_pages_total 2.0", "weir_trigger_groups 1.0");
    }

    @Test
    void shouldKeepPagesSmall() throws Exception {
        // Given events of a quarter of what a page may hold
        String text = "x".repeat(PageResults.MAX_BYTES / 4);
        for (int n = 1; n <= 6; n++) {
            weir.log.publish("ticks", "{\"n\":%d,\"text\":\"%s\"}".formatted(n, text));
        }

        // When
        BusMessage page =
                TriggerFixture.await(weir.join(1, "default", "ticks", "subscription { ticks { text } }", at(100)));

        // Then
        assertThat(positions(((TriggerPage) page).results())).containsExactly(110L, 120L, 130L, 140L);
        assertThat(((TriggerPage) page).position()).isEqualTo(140);
    }

    @Test
    void shouldMoveOnOverEventsThatWereNotForTheSubscriber() throws Exception {
        // Given
        for (int n = 1; n <= 4; n++) {
            weir.log.publish("ticks", "{\"n\":%d,\"odd\":%s}".formatted(n, n == 3));
        }
        weir.log.pageSize(2);

        // When
        BusMessage page = TriggerFixture.await(weir.join(1, "default", "ticks", "subscription { odd { n } }", at(100)));

        // Then
        assertThat(page).isEqualTo(new TriggerPage(List.of(), weir.log.store(), 120));
    }

    @Test
    void shouldSayTheSameOfMalformedEventsAsLive() throws Exception {
        // Given
        long group = weir.joined(1, "default", "ticks", TICKS);
        weir.log.publish("ticks", "not json");
        weir.log.publish("ticks", "[1]");
        await().until(() -> weir.results.size() == 2);

        // When
        TriggerJoined joined = (TriggerJoined) TriggerFixture.await(ticks(2, at(100)));

        // Then
        assertThat(joined.groupId()).isEqualTo(group);
        assertThat(positions(joined.results())).containsExactly(110L, 120L);
        assertThat(joined.results())
                .extracting(result -> "NEXT " + result.payload())
                .containsExactlyElementsOf(weir.heard);
    }

    @Test
    void shouldExecuteAPageOnceForAllWhoWantTheSame() throws Exception {
        // Given
        product(1);
        product(2);
        weir.prices.hold();

        // When
        List<Future<BusMessage>> joins = new ArrayList<>();
        for (int id = 1; id <= 10; id++) {
            joins.add(products(id, 100));
        }
        await().until(() -> weir.prices.holds() == 2);
        weir.prices.release();

        // Then
        for (Future<BusMessage> join : joins) {
            assertThat(((TriggerJoined) TriggerFixture.await(join)).results()).hasSize(2);
        }
        assertThat(weir.prices.asked).hasValue(2);
        assertThat(weir.log.asked(ReadLog.class)).hasSize(1);
    }

    @Test
    void shouldAskTheStoreNothingWhereNothingWasMissed() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);
        long last = tick(1);
        weir.log.publish("others", "{}");
        await().until(() -> !weir.heard.isEmpty());
        int asked = weir.log.asked(BusMessage.class).size();

        // When
        BusMessage joined = TriggerFixture.await(ticks(2, at(last)));

        // Then
        assertThat(joined).isInstanceOf(TriggerJoined.class);
        assertThat(weir.log.asked(BusMessage.class)).hasSize(asked);
    }

    @Test
    void shouldTakeInWhatComesWhileTheLastPageIsBeingCompleted() throws Exception {
        // Given
        long first = product(1);
        weir.prices.hold();
        Future<BusMessage> join = products(1, 100);
        await().until(() -> weir.prices.holds() == 1);

        // When two more come, and one of them is completed before the join is
        long second = product(2);
        long third = product(3);
        await().until(() -> weir.prices.holds() == 3);
        weir.prices.releaseSecond();
        weir.prices.releaseOne();
        TriggerJoined joined = (TriggerJoined) TriggerFixture.await(join);
        weir.prices.release();

        // Then
        assertThat(positions(joined.results())).startsWith(first).doesNotContain(third);
        await().until(() -> weir.results.stream().anyMatch(result -> result.position() == third));
        List<Long> all = new ArrayList<>(positions(joined.results()));
        weir.results.stream()
                .filter(result ->
                        result.sequence() >= joined.from() && result.payload().length() > 0)
                .forEach(result -> all.add(result.position()));
        assertThat(all).containsExactly(first, second, third);
        assertThat(joined.position()).isBetween(second - FakeLog.STEP, third - 1);
    }

    @Test
    void shouldWaitForItsShardWhereTheSubscriberHasSeenMore() throws Exception {
        // Given a place that another node has reached
        weir.joined(1, "default", "ticks", TICKS);
        long ahead = weir.log.append("ticks", "{\"n\":1}");

        // When
        Future<BusMessage> join = ticks(2, at(ahead));
        await().until(() -> !weir.log.asked(ReadLog.class).isEmpty());
        weir.log.handOver();

        // Then it does not hear the event again
        TriggerJoined joined = (TriggerJoined) TriggerFixture.await(join);
        assertThat(joined.results()).isEmpty();
        assertThat(joined.position()).isEqualTo(ahead);
        await().until(() -> !weir.results.isEmpty());
        assertThat(joined.from()).isGreaterThan(weir.results.element().sequence());
    }

    @Test
    void shouldRefuseWhereEventsAreMissing() throws Exception {
        // Given
        tick(1);
        weir.log.drop();

        // When
        BusMessage tooOld = TriggerFixture.await(ticks(1, at(100)));
        BusMessage future = TriggerFixture.await(ticks(1, at(1_000_000)));
        BusMessage foreign = TriggerFixture.await(ticks(1, EventCursor.at(3, 110)));
        BusMessage unknown = TriggerFixture.await(ticks(1, EventCursor.behind("x")));

        // Then
        assertThat(List.of(tooOld, future, foreign, unknown))
                .allSatisfy(answer -> assertThat(((JoinRefused) answer).errors().toString())
                        .contains("RESUME_GAP", "earliestEventId", "latestEventId"));
        assertThat(weir.metrics.scrape()).contains("weir_trigger_groups 0.0");
    }

    @Test
    void shouldRefuseWhereTheStoreIsAwayOrSilent() throws Exception {
        // Given
        restartImpatient();
        tick(1);
        weir.joined(1, "default", "ticks", TICKS);
        weir.log.failWith(BusFailure.STORE_UNAVAILABLE);

        // When
        BusMessage away = TriggerFixture.await(ticks(2, EventCursor.behind("1")));
        weir.log.hold();
        BusMessage silent = TriggerFixture.await(ticks(2, EventCursor.behind("1")));

        // Then
        assertThat(((JoinRefused) away).errors().toString()).contains("\"STORE_UNAVAILABLE\"");
        assertThat(((JoinRefused) silent).errors().toString()).contains("\"STORE_UNAVAILABLE\"", "does not answer");
    }

    @Test
    void shouldAnswerInTimeWithWhatThereIs() throws Exception {
        // Given one that is completed and one that is not
        restartImpatient();
        long first = product(1);
        product(2);
        weir.prices.hold();
        Future<BusMessage> join = products(1, 100);
        await().until(() -> weir.prices.holds() == 2);
        weir.prices.releaseOne();

        // When the time is over
        TriggerPage page = (TriggerPage) TriggerFixture.await(join);

        // Then
        assertThat(positions(page.results())).containsExactly(first);
        assertThat(page.position()).isEqualTo(first);
    }

    @Test
    void shouldGoOnWithAnEventThatTakesLongerThanATransportWaits() throws Exception {
        // Given
        restartImpatient();
        long first = product(1);
        weir.prices.hold();

        // When
        TriggerPage nothing = (TriggerPage) TriggerFixture.await(products(1, 100));
        Future<BusMessage> again = products(1, nothing.position());
        TriggerFixture.await(weir.handled());
        weir.prices.release();

        // Then it was not begun anew
        assertThat(nothing).isEqualTo(new TriggerPage(List.of(), weir.log.store(), 100));
        assertThat(positions(((TriggerJoined) TriggerFixture.await(again)).results()))
                .containsExactly(first);
        assertThat(weir.prices.asked).hasValue(1);
    }

    @Test
    void shouldReadFewHistoriesAtOnceAndForgetWhoLeft() throws Exception {
        // Given more than may be read at once, each from a place of its own
        tick(0);
        weir.joined(0, "default", "ticks", TICKS);
        for (int n = 1; n <= 2 * Replays.AT_ONCE; n++) {
            tick(n);
        }
        weir.log.hold();
        List<Future<BusMessage>> joins = new ArrayList<>();
        for (int id = 1; id <= 2 * Replays.AT_ONCE; id++) {
            joins.add(ticks(id, at(100 + id)));
        }

        // When
        await().until(() -> weir.log.holds() == Replays.AT_ONCE);
        TriggerFixture.await(weir.takenIn());

        // Then
        assertThat(weir.log.asked(FindPosition.class)).hasSize(1 + Replays.AT_ONCE);

        // When those leave who have their turn
        for (int id = 1; id <= Replays.AT_ONCE; id++) {
            weir.leave(LeaveTrigger.WHATEVER_GROUP, id);
        }

        // Then the others have theirs
        await().until(() -> weir.log.holds() == 2 * Replays.AT_ONCE);
        weir.log.release();
        for (Future<BusMessage> join : joins.subList(Replays.AT_ONCE, joins.size())) {
            assertThat(((TriggerJoined) TriggerFixture.await(join)).results()).isNotEmpty();
        }
        assertThat(joins.subList(0, Replays.AT_ONCE)).noneMatch(Future::isComplete);
    }

    @Test
    void shouldComeBackForTheRestWhenTheGraphIsReplaced() throws Exception {
        // Given
        product(1);
        weir.prices.hold();
        Future<BusMessage> join = products(1, 100);
        await().until(() -> weir.prices.holds() == 1);

        // When
        weir.replaceGraph(SDL.replace("odd(", "strange("));
        TriggerFixture.await(weir.handled());
        assertThat(weir.closedGraphs).isEmpty();
        weir.prices.release();

        // Then
        TriggerPage page = (TriggerPage) TriggerFixture.await(join);
        assertThat(page.results()).hasSize(1);
        await().until(() -> weir.closedGraphs.contains(SDL));
        assertThat(TriggerFixture.await(products(1, page.position()))).isInstanceOf(TriggerJoined.class);
    }

    @Test
    void shouldCompleteNothingByAGraphThatIsClosed() throws Exception {
        // Given
        product(1);
        weir.joined(1, "default", "products", PRODUCTS);
        weir.log.hold();
        Future<BusMessage> join = products(2, 100);
        await().until(() -> weir.log.holds() == 1);

        // When
        weir.replaceGraph(SDL.replace("odd(", "strange("));
        await().until(() -> weir.closedGraphs.contains(SDL));
        weir.log.release();

        // Then
        assertThat(TriggerFixture.await(join)).isEqualTo(new TriggerPage(List.of(), weir.log.store(), 100));
        assertThat(weir.prices.asked).hasValue(0);
        assertThat(((TriggerJoined) TriggerFixture.await(products(2, 100))).results())
                .hasSize(1);
    }
}
