package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.EventCursor;
import io.weir.plan.RequestErrors;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Root fields that several topics feed: each is a stream of its own, and all have their places in one id. */
class SeveralTopicsTest {

    private static final String SDL =
            """
            type Subscription {
              live(id: ID = "1"): Event @eventsSubscribe(topics: ["x.{{ args.id }}", "x.all", "news"])
              kept(id: ID = "1", last: ID): Event
                @eventsSubscribe(topics: ["y.{{ args.id }}", "own"], resume: "last")
              own(last: ID): Event @eventsSubscribe(topic: "own", resume: "last", id: "id")
              mixed: Event @eventsSubscribe(topics: ["own", "news"])
              many: Event @eventsSubscribe(topics: [%s])
            }
            type Event { id: ID! }
            """.formatted(IntStream.range(0, 32).mapToObj(n -> "\"m" + n + "\"").collect(Collectors.joining(" ")));
    private static final StreamId OWN = StreamId.of("kept", "default", "own");
    private static final StreamId Y = StreamId.of("kept", "default", "y.1");
    private static final List<StreamId> ALONE = List.of(OWN, Y);
    private static final StreamId OWN_OF_A = StreamId.of("a", "kept", "default", "own");
    private static final StreamId Y_OF_A = StreamId.of("a", "kept", "default", "y.1");
    private static final StreamId B = StreamId.of("b", "own", "default", "own");

    private final ExecutionFixture weir = new ExecutionFixture(SDL);

    private static OperationRequest request(String selection) {
        return new OperationRequest("subscription " + selection, null, Map.of(), Map.of());
    }

    private List<Prepared.Stream> streams(OperationRequest request) {
        Prepared prepared = weir.operations.prepare(request);
        assertThat(prepared).isInstanceOf(Prepared.Streams.class);
        return ((Prepared.Streams) prepared).roots();
    }

    private String refused(OperationRequest request) {
        return ((Prepared.Refused) weir.operations.prepare(request)).errors().toString();
    }

    private static Prepared.Stream live(String topic) {
        return new Prepared.Stream("default", topic, "live", null);
    }

    private static Prepared.Stream logged(String topic, String key, StreamId id, EventCursor after) {
        return new Prepared.Stream("default", topic, key, new Prepared.Place(id, after));
    }

    @Test
    void shouldGiveEachTopicAStream() {
        assertThat(streams(request("{ live { id } }"))).containsExactly(live("news"), live("x.1"), live("x.all"));
        assertThat(streams(request("{ kept { id } }")))
                .containsExactly(logged("own", "kept", OWN, null), logged("y.1", "kept", Y, null));
        assertThat(streams(request("{ mixed { id } }")))
                .containsExactly(
                        new Prepared.Stream("default", "news", "mixed", null),
                        logged("own", "mixed", StreamId.of("mixed", "default", "own"), null));
    }

    @Test
    void shouldTakeTopicsThatAreEqualOnceRenderedForOne() {
        assertThat(streams(request("{ live(id: \"all\") { id } }"))).containsExactly(live("news"), live("x.all"));
        // one that is all there is needs no more than any other
        ExecutionFixture one = new ExecutionFixture("""
                type Subscription { both(a: ID!, b: ID!): Event @eventsSubscribe(topics: ["{{ args.a }}", "{{ args.b }}"]) }
                type Event { id: ID! }
                """);
        assertThat(one.operations.prepare(request("{ both(a: \"t\", b: \"t\") { id } }")))
                .isEqualTo(new Prepared.Stream("default", "t"));
    }

    @Test
    void shouldRefuseWhatCannotBePartOfOneOfThem() {
        assertThat(refused(request("{ live(id: \"*\") { id } }"))).contains("BAD_USER_INPUT", "wildcard");
        assertThat(refused(request("{ kept(id: null) { id } }"))).contains("BAD_USER_INPUT", "must not be null");
    }

    @Test
    void shouldGoOnInEachFromOneId() {
        String id = ResumeIds.write(3, ALONE, new long[] {8, 5});
        EventCursor own = EventCursor.at(3, 8);
        EventCursor y = EventCursor.at(3, 5);
        List<Prepared.Stream> behind = List.of(logged("own", "kept", OWN, own), logged("y.1", "kept", Y, y));

        assertThat(streams(request("{ kept { id } }").behind(id))).isEqualTo(behind);
        assertThat(streams(new OperationRequest(
                        "subscription { kept { id } }", null, Map.of(), Map.of("lastEventId", id))))
                .isEqualTo(behind);
        assertThat(refused(request("{ kept(id: 2) { id } }").behind(id))).contains("BAD_USER_INPUT");
        assertThat(refused(request("{ kept { id } }").behind("e-7"))).contains("BAD_USER_INPUT");
    }

    @Test
    void shouldGoOnInEachFromTheArgument() throws RequestErrors {
        String id = ResumeIds.write(3, ALONE, new long[] {8, 5});
        OperationRequest alone = request("{ a: kept(last: \"%s\") { id } }".formatted(id));
        OperationRequest beside = request("{ a: kept(last: \"%s\") { id } b: own { id } }".formatted(id));
        for (OperationRequest request : List.of(alone, beside)) {
            assertThat(weir.operations.stream(request, "a", "own").resume()).contains(EventCursor.at(3, 8));
            assertThat(weir.operations.stream(request, "a", "y.1").resume()).contains(EventCursor.at(3, 5));
        }
        assertThat(weir.operations.stream(beside, "b", "own").resume()).isEmpty();
        assertThat(refused(request("{ kept(last: \"e-7\") { id } }"))).contains("BAD_USER_INPUT", "is no event id");
    }

    @Test
    void shouldGoOnInAllFieldsFromOneId() {
        // Given
        OperationRequest both = request("{ a: kept { id } b: own { id } }");
        String id = ResumeIds.write(3, List.of(OWN_OF_A, Y_OF_A, B), new long[] {8, 5, 9});

        // Then
        assertThat(streams(both.behind(id)))
                .containsExactly(
                        logged("own", "a", OWN_OF_A, EventCursor.at(3, 8)),
                        logged("y.1", "a", Y_OF_A, EventCursor.at(3, 5)),
                        logged("own", "b", B, EventCursor.at(3, 9)));
    }

    @Test
    void shouldPlanTheTopicThatATriggerIsOf() throws RequestErrors {
        OperationRequest request = request("{ kept { id } }");
        EventStream y = weir.operations.stream(request, "kept", "y.1");

        assertThat(y.topic()).isEqualTo("y.1");
        assertThat(y.topics()).containsExactly("own", "y.1");
        assertThat(y.eventId(3, 9, "e-9")).isEqualTo(ResumeIds.write(3, ALONE, new long[] {9, 9}));
        assertThat(weir.operations.stream(request, null, "own").topic()).isEqualTo("own");
        assertThat(weir.operations.stream(request, "kept", "y.2").topic()).isNotEqualTo("y.2");
    }

    @Test
    void shouldNeverTakeAnEventsOwnIdForItsPlace() throws RequestErrors {
        // though another field says that events of this topic have one
        OperationRequest request = request("{ kept(id: 1) { id } }");
        assertThat(weir.operations.stream(request, null, "own").ownIds()).isFalse();
        assertThat(weir.operations.stream(request("{ own { id } }")).ownIds()).isTrue();
    }

    @Test
    void shouldBoundHowManyASubscriptionHas() {
        assertThat(streams(request("{ a: many { id } b: many { id } c: many { id } d: many { id } }")))
                .hasSize(ResumeIds.MAX_ROOTS);
        assertThat(refused(request("{ a: many { id } b: many { id } c: many { id } d: many { id } e: own { id } }")))
                .contains("QUERY_TOO_COMPLEX", "have 129 topics, at most 128 are allowed");
    }

    @Test
    void shouldHaveRoomInAnIdForAllOfThem() {
        List<StreamId> ids =
                IntStream.range(0, ResumeIds.MAX_ROOTS).mapToObj(StreamId::new).toList();
        String id = ResumeIds.write(3, ids, new long[ResumeIds.MAX_ROOTS]);
        assertThat(ResumeIds.read(id, ids, false)).isPresent();
    }
}
