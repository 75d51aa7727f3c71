package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.GroupResult;
import io.weir.bus.GroupResult.Kind;
import io.weir.bus.JoinRefused;
import io.weir.bus.LogAdvanced;
import io.weir.bus.ReadLog;
import io.weir.bus.StreamResult;
import io.weir.bus.TopicLost;
import io.weir.bus.TriggerJoined;
import io.weir.config.TriggersConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics whose events come from the log, as live subscribers hear them. */
class LoggedTriggersTest {

    private static final String SDL = """
            type Subscription {
              ticks(after: ID): Tick @eventsSubscribe(topic: "ticks", resume: "after")
              odd(after: ID): Tick @eventsSubscribe(topic: "ticks", resume: "after")
                @subscriptionFilter(condition: {IN: {fieldPath: "odd", values: [true]}})
              products(after: ID): Product @eventsSubscribe(topic: "products", resume: "after")
              named(after: ID): Tick @eventsSubscribe(topic: "named", resume: "after", id: "n")
            }
            type Tick { n: Int odd: Boolean }
            type Product @key(fields: "id") { id: ID! }
            """;
    private static final String NOT_LOGGED = """
            type Subscription { ticks(after: ID): Tick @eventsSubscribe(topic: "ticks") }
            type Tick { n: Int odd: Boolean }
            """;
    private static final String TICKS = "subscription { ticks { n } }";
    private static final String NAMED = "subscription { named { n } }";
    private static final String PRODUCTS = "subscription { products { id price } }";

    private TriggerFixture weir;

    @BeforeEach
    void start() throws Exception {
        weir = new TriggerFixture(SDL, new TriggersConfig(1, Duration.ofMillis(20), Duration.ofSeconds(2), 2, 3));
    }

    @AfterEach
    void stop() throws Exception {
        weir.close();
    }

    /** Even without subscribers. */
    private void keepTopicsOpen() throws Exception {
        weir.close();
        weir = new TriggerFixture(SDL, new TriggersConfig(1, Duration.ofMinutes(1), Duration.ofSeconds(2), 2, 3));
    }

    private long tick(int n) {
        return weir.log.publish("ticks", "{\"n\":%d}".formatted(n));
    }

    private static String heard(int n) {
        return "NEXT {\"data\":{\"ticks\":{\"n\":%d}}}".formatted(n);
    }

    private long product(int id) {
        return weir.log.publish("products", "{\"__typename\":\"Product\",\"id\":\"%d\"}".formatted(id));
    }

    private List<String> nexts() {
        return weir.heard.stream().filter(heard -> heard.startsWith("NEXT")).toList();
    }

    private List<GroupResult> results(Kind kind) {
        return weir.results.stream().filter(result -> result.kind() == kind).toList();
    }

    @Test
    void shouldBeLiveAtOnceAndSayWhere() throws Exception {
        // When
        TriggerJoined joined = (TriggerJoined) TriggerFixture.await(weir.join(1, "default", "named", NAMED));
        long position = weir.log.append("named", "own", "{\"n\":1}");
        weir.log.handOver();

        // Then
        assertThat(joined).isEqualTo(new TriggerJoined(joined.groupId(), 0, List.of(), weir.log.store(), 100));
        await().until(() -> !nexts().isEmpty());
        GroupResult result = results(Kind.NEXT).get(0);
        assertThat(result.position()).isEqualTo(position);
        assertThat(result.id()).isEqualTo("own");

        // When another one joins
        joined = (TriggerJoined) TriggerFixture.await(weir.join(2, "default", "named", NAMED));

        // Then it stands where the shard stands
        assertThat(joined.position()).isEqualTo(position);
        assertThat(joined.from()).isGreaterThan(result.sequence());
    }

    @Test
    void shouldCallNoPlaceByAnIdThatIsNoneOfTheStreams() throws Exception {
        // Given a subscriber who is live, and an event whose id says of what it is, as those of models do
        TriggerFixture.await(weir.join(1, "default", "ticks", TICKS));
        weir.log.append("ticks", "row 7", "{\"n\":1}");
        weir.log.handOver();

        // When another one comes from before
        TriggerJoined joined = (TriggerJoined)
                TriggerFixture.await(weir.join(2, "default", "ticks", TICKS, EventCursor.at(weir.log.store(), 100)));

        // Then both have the position alone
        await().until(() -> !nexts().isEmpty());
        assertThat(results(Kind.NEXT)).extracting(GroupResult::id).containsExactly((String) null);
        assertThat(joined.results()).extracting(StreamResult::id).containsExactly((String) null);
    }

    @Test
    void shouldRefuseWhileTheStoreIsAway() throws Exception {
        // Given
        weir.log.failWith(BusFailure.STORE_UNAVAILABLE);

        // When
        BusMessage refused = TriggerFixture.await(weir.join(1, "default", "ticks", TICKS));

        // Then
        assertThat(((JoinRefused) refused).errors().toString()).contains("\"STORE_UNAVAILABLE\"", "the store is away");

        // When it is back
        weir.log.failWith(null);

        // Then
        assertThat(TriggerFixture.await(weir.join(1, "default", "ticks", TICKS)))
                .isInstanceOf(TriggerJoined.class);
    }

    @Test
    void shouldCutWhatOverlaps() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);
        tick(1);
        tick(2);

        // When
        weir.log.handOver(90, weir.log.head());
        weir.log.append("ticks", "{\"n\":3}");
        weir.log.handOver(110, weir.log.head());

        // Then
        await().until(() -> nexts().contains(heard(3)));
        assertThat(nexts()).containsExactly(heard(1), heard(2), heard(3));
    }

    @Test
    void shouldCloseAHoleBeforeAnythingLaterIsDelivered() throws Exception {
        // Given two topics that are listened to, and one that is not
        weir.joined(1, "default", "ticks", TICKS);
        weir.joined(2, "default", "products", PRODUCTS);
        weir.log.pageSize(2);

        // When the hand-over of some events is lost
        for (int n = 1; n <= 5; n++) {
            weir.log.append("ticks", "{\"n\":%d}".formatted(n));
        }
        weir.log.append("others", "{}");
        weir.log.skip();
        tick(6);
        tick(7);

        // Then
        await().until(() -> nexts().size() == 7);
        assertThat(nexts()).containsExactly(heard(1), heard(2), heard(3), heard(4), heard(5), heard(6), heard(7));
        assertThat(weir.log.asked(ReadLog.class)).extracting(ReadLog::topic).containsOnly("ticks", "products");
    }

    @Test
    void shouldKeepTheLogWaitingWhileAHoleIsBeingClosed() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);
        weir.log.append("ticks", "{\"n\":1}");
        weir.log.skip();
        weir.log.hold();

        // When
        tick(2);
        Future<Void> takenIn = weir.takenIn();
        await().until(() -> weir.log.holds() == 1);
        Future<BusMessage> newcomer = weir.join(2, "default", "ticks", TICKS);

        // Then
        TriggerFixture.await(weir.handled());
        assertThat(takenIn.isComplete()).isFalse();
        assertThat(newcomer.isComplete()).isFalse();

        // When
        weir.log.release();

        // Then
        TriggerFixture.await(takenIn);
        assertThat(((TriggerJoined) TriggerFixture.await(newcomer)).position()).isEqualTo(weir.log.head());
        await().until(() -> nexts().size() == 2);
        assertThat(nexts()).containsExactly(heard(1), heard(2));
    }

    @Test
    void shouldTryAgainToCloseAHoleUntilTheStoreIsBack() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);
        weir.log.failWith(BusFailure.STORE_UNAVAILABLE);
        weir.log.append("ticks", "{\"n\":1}");
        weir.log.skip();

        // When
        tick(2);
        await().until(() -> weir.log.asked(ReadLog.class).size() == 2);
        weir.log.failWith(null);

        // Then
        await().until(() -> nexts().size() == 2);
        assertThat(nexts()).containsExactly(heard(1), heard(2));
    }

    @Test
    void shouldSendMembersBackWhenEventsOfAHoleAreGone() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);
        long heard = tick(1);
        await().until(() -> nexts().size() == 1);
        weir.log.append("ticks", "{\"n\":2}");
        weir.log.skip();
        weir.log.drop();

        // When
        tick(3);

        // Then they ask for themselves, and hear of the gap
        await().until(() -> !results(Kind.BEHIND).isEmpty());
        assertThat(results(Kind.BEHIND).get(0).position()).isEqualTo(heard);
        assertThat(nexts()).hasSize(1);
        BusMessage refused =
                TriggerFixture.await(weir.join(1, "default", "ticks", TICKS, EventCursor.at(weir.log.store(), heard)));
        assertThat(((JoinRefused) refused).errors().toString()).contains("RESUME_GAP", "earliestEventId");
        assertThat(weir.metrics.scrape()).contains("weir_trigger_groups_behind_total 1.0");
    }

    @Test
    void shouldReadTheLogForWhoComesBackToAHoleThatNobodyWaitedFor() throws Exception {
        // Given
        keepTopicsOpen();
        long group = weir.joined(1, "default", "ticks", TICKS);
        long heard = tick(1);
        weir.log.append("ticks", "{\"n\":2}");
        weir.log.skip();

        // When its subscriber leaves while the store is away
        weir.log.failWith(BusFailure.STORE_UNAVAILABLE);
        weir.log.publish("others", "{}");
        await().until(() -> !weir.log.asked(ReadLog.class).isEmpty());
        weir.leave(group, 1);
        TriggerFixture.await(weir.takenIn());
        weir.log.failWith(null);

        // Then
        TriggerJoined back = (TriggerJoined)
                TriggerFixture.await(weir.join(2, "default", "ticks", TICKS, EventCursor.at(weir.log.store(), heard)));
        assertThat(back.results()).hasSize(1);
    }

    @Test
    void shouldTellOfEventsOfAHoleThatAreGoneEvenIfNoneFollow() throws Exception {
        // Given
        keepTopicsOpen();
        weir.joined(1, "default", "ticks", TICKS);
        long heard = tick(1);
        weir.log.append("ticks", "{\"n\":2}");
        weir.log.skip();
        weir.log.drop();

        // When
        weir.log.publish("others", "{}");
        await().until(() -> !results(Kind.BEHIND).isEmpty());

        // Then
        BusMessage refused =
                TriggerFixture.await(weir.join(1, "default", "ticks", TICKS, EventCursor.at(weir.log.store(), heard)));
        assertThat(refused).isInstanceOf(JoinRefused.class);
        assertThat(((JoinRefused) refused).errors().toString()).contains("RESUME_GAP");
    }

    @Test
    void shouldTellWhoListensThatTheLogLacksEvents() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);

        // When
        weir.vertx.eventBus().send(BusAddress.triggerLog(0), TopicLost.all("other"));
        weir.vertx.eventBus().send(BusAddress.triggerLog(0), TopicLost.all("default"));
        tick(1);

        // Then
        await().until(() -> nexts().size() == 2);
        assertThat(nexts().get(0)).contains("\"ticks\":null", "RESUME_GAP", "some are missing here");
        assertThat(nexts().get(1)).isEqualTo(heard(1));
    }

    @Test
    void shouldSendMembersBackWhenTheLogHasLostItsEnd() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);
        tick(1);
        tick(2);

        // When
        weir.vertx.eventBus().send(BusAddress.triggerLog(0), new LogAdvanced(weir.log.store(), 110, 110, List.of()));

        // Then
        await().until(() -> !results(Kind.BEHIND).isEmpty());
        assertThat(((TriggerJoined) TriggerFixture.await(weir.join(2, "default", "ticks", TICKS))).position())
                .isEqualTo(110);
    }

    @Test
    void shouldSendMembersBackWhenTheLogHasAnotherStore() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);
        weir.log.replaceStore();

        // When
        tick(1);

        // Then
        await().until(() -> !results(Kind.BEHIND).isEmpty());
        TriggerJoined joined = (TriggerJoined) TriggerFixture.await(weir.join(2, "default", "ticks", TICKS));
        assertThat(joined.store()).isEqualTo(weir.log.store());
        assertThat(joined.position()).isEqualTo(weir.log.head());
        tick(2);
        await().until(() -> nexts().contains(heard(2)));
        assertThat(nexts()).containsExactly(heard(2));
    }

    @Test
    void shouldSendMembersBackWhoseEventsComeFasterThanTheyAreCompleted() throws Exception {
        // Given
        weir.joined(1, "default", "products", PRODUCTS);
        weir.joined(2, "default", "ticks", TICKS);
        long first = product(1);
        await().until(() -> nexts().size() == 1);
        weir.prices.hold();

        // When there is one more than two under way and three that wait
        for (int id = 2; id <= 7; id++) {
            product(id);
        }

        // Then the log is not kept waiting, and others go on
        TriggerFixture.await(weir.takenIn());
        tick(1);
        await().until(() -> nexts().contains(heard(1)));
        assertThat(results(Kind.BEHIND)).hasSize(1);
        assertThat(results(Kind.BEHIND).get(0).position()).isBetween(first, first + FakeLog.STEP - 1);
        assertThat(weir.heard).noneMatch(heard -> heard.contains("EVENTS_LEFT_OUT"));

        // When they come back
        Future<BusMessage> back =
                weir.join(1, "default", "products", PRODUCTS, EventCursor.at(weir.log.store(), first));
        weir.prices.release();

        // Then
        assertThat(((TriggerJoined) TriggerFixture.await(back)).results()).hasSize(6);
    }

    @Test
    void shouldTellThePlaceToThoseWhoHearOfNoEvent() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", "subscription { odd { n } }");

        // When
        tick(2);
        long position = weir.log.publish("others", "{}");

        // Then
        await().until(() -> !results(Kind.POSITION).isEmpty());
        await().until(() -> results(Kind.POSITION).stream().anyMatch(r -> r.position() == position));
        assertThat(nexts()).isEmpty();
    }

    @Test
    void shouldTellNoPlaceBeforeTheEventsThatAreUnderWay() throws Exception {
        // Given
        long slow = weir.joined(1, "default", "products", PRODUCTS);
        long idle = weir.joined(2, "default", "ticks", TICKS);
        weir.prices.hold();
        long product = product(1);

        // When others are told theirs
        long other = weir.log.publish("others", "{}");
        await().until(() -> positions(idle).contains(other));
        weir.prices.release();

        // Then
        await().until(() -> positions(slow).size() == 2);
        assertThat(positions(slow)).containsExactly(product, other);
    }

    private List<Long> positions(long group) {
        return weir.results.stream()
                .filter(result -> result.groupId() == group)
                .map(GroupResult::position)
                .toList();
    }

    @Test
    void shouldEndTheStreamsOfATopicThatIsNoLongerLogged() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);

        // When
        weir.replaceGraph(NOT_LOGGED);

        // Then
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard.poll()).contains("no longer kept: subscribe again", "SUBSCRIPTION_SCHEMA_RELOAD");
        assertThat(weir.heard.poll()).isEqualTo("COMPLETE ");

        // Then no one begins in silence where he did not want to
        BusMessage refused =
                TriggerFixture.await(weir.join(1, "default", "ticks", TICKS, EventCursor.at(weir.log.store(), 100)));
        assertThat(((JoinRefused) refused).errors().toString()).contains("BAD_USER_INPUT", "not kept");

        // Then it is the bus that feeds the topic
        weir.joined(2, "default", "ticks", TICKS);
        tick(1);
        weir.vertx.eventBus().publish("ticks", new io.vertx.core.json.JsonObject().put("n", 2));
        await().until(() -> !weir.heard.isEmpty());
        assertThat(weir.heard).containsExactly(heard(2));
    }

    @Test
    void shouldGoOnWithoutGapOrDuplicateWhenTheGraphIsReplaced() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", TICKS);
        tick(1);

        // When
        weir.replaceGraph(SDL.replace("n: Int", "n: String"));
        await().until(() -> weir.closedGraphs.contains(SDL));
        tick(2);

        // Then
        await().until(() -> nexts().size() == 2);
        assertThat(nexts()).containsExactly(heard(1), "NEXT {\"data\":{\"ticks\":{\"n\":\"2\"}}}");
    }
}
