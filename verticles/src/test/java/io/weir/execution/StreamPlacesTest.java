package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventCursor;
import io.weir.json.Json;
import io.weir.plan.RequestErrors;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where streams begin, as requests say it: by argument, by header, by extension. */
class StreamPlacesTest {

    private static final String SDL = """
            type Subscription {
              droidEvents(lastSeenEventId: Int, big: Int): Event
                @eventsSubscribe(topic: "droids", resume: "lastSeenEventId", id: "eventId")
              jediEvents(side: String!, last: String): Event
                @eventsSubscribe(topic: "jedi.{{ args.side }}", resume: "last")
              opaque(last: ID): Event @eventsSubscribe(topic: "opaque", resume: "last")
              serials(last: Long): Event @eventsSubscribe(topic: "serials", resume: "last", id: "serial")
              plain: Event @eventsSubscribe(topic: "plain")
              alsoDroids: Event @eventsSubscribe(topic: "droids")
            }
            type Event { eventId: Int serial: Long }
            scalar Long
            """;
    private static final StreamId DROIDS = StreamId.of("droidEvents", "default", "droids");
    private static final StreamId LIGHT = StreamId.of("jediEvents", "default", "jedi.light");
    private static final String JEDI =
            "subscription($last: String) { jediEvents(side: \"light\", last: $last) { eventId } }";

    private final ExecutionFixture weir = new ExecutionFixture(SDL);

    private static OperationRequest request(String query, Map<String, Object> variables) {
        return new OperationRequest(query, null, variables, Map.of());
    }

    private static OperationRequest request(String query) {
        return request(query, Map.of());
    }

    private static OperationRequest extended(String query, Object lastEventId) {
        return new OperationRequest(query, null, Map.of(), Map.of("lastEventId", lastEventId));
    }

    private Prepared.Place place(OperationRequest request) {
        Prepared prepared = weir.operations.prepare(request);
        assertThat(prepared).isInstanceOf(Prepared.Stream.class);
        return ((Prepared.Stream) prepared).place();
    }

    private String refused(OperationRequest request) {
        Prepared prepared = weir.operations.prepare(request);
        assertThat(prepared).isInstanceOf(Prepared.Refused.class);
        return ((Prepared.Refused) prepared).errors().toString();
    }

    private EventStream stream(OperationRequest request) throws RequestErrors {
        return weir.operations.stream(request);
    }

    private static String id(StreamId of, long position) {
        return ResumeIds.write(3, List.of(of), new long[] {position});
    }

    @Test
    void shouldGiveStreamsOfLoggedTopicsAPlace() {
        assertThat(place(request("subscription { droidEvents { eventId } }")))
                .isEqualTo(new Prepared.Place(DROIDS, null));
        assertThat(place(request("subscription { alsoDroids { eventId } }")).id())
                .isNotEqualTo(DROIDS);
        assertThat(place(request("subscription { plain { eventId } }"))).isNull();
    }

    @Test
    void shouldGoOnFromTheHeaderBeforeTheExtension() {
        String query = "subscription { droidEvents { eventId } }";
        OperationRequest both = extended(query, 6).behind("5");
        assertThat(place(both).after()).isEqualTo(EventCursor.behind("5"));
        assertThat(place(both.behind(null)).after()).isEqualTo(EventCursor.behind("6"));
        assertThat(place(both.behind("")).after()).isEqualTo(EventCursor.behind("6"));
        assertThat(place(extended(query, "7")).after()).isEqualTo(EventCursor.behind("7"));
        assertThat(place(extended(query, "")).after()).isNull();
        assertThat(place(request(query).behind(id(DROIDS, 9))).after()).isEqualTo(EventCursor.at(3, 9));
        assertThat(place(request("subscription { alsoDroids { eventId } }").behind("5"))
                        .after())
                .isEqualTo(EventCursor.behind("5"));
    }

    @Test
    void shouldBindOpaqueIdsToTheirStream() {
        OperationRequest light = request(JEDI);
        assertThat(place(light.behind(id(LIGHT, 9))).after()).isEqualTo(EventCursor.at(3, 9));
        assertThat(refused(light.behind(id(DROIDS, 9)))).contains("BAD_USER_INPUT", "none that this subscription gave");
        assertThat(refused(request(JEDI.replace("light", "dark")).behind(id(LIGHT, 9))))
                .contains("BAD_USER_INPUT");
        assertThat(refused(light.behind("5"))).contains("BAD_USER_INPUT");
        assertThat(refused(request("subscription { droidEvents { eventId } }").behind(id(LIGHT, 9))))
                .contains("BAD_USER_INPUT");
    }

    @Test
    void shouldRefuseWhatIsNoIdInTheExtension() {
        for (Object garbage : List.of(true, 1.5, List.of(5), Map.of("id", 5), "x".repeat(5000))) {
            assertThat(refused(extended("subscription { droidEvents { eventId } }", garbage)))
                    .contains("BAD_USER_INPUT");
        }
    }

    @Test
    void shouldNeverBeginNowWhenAskedToGoOn() {
        assertThat(refused(request("subscription { plain { eventId } }").behind("5")))
                .contains("BAD_USER_INPUT", "not kept", "leave it out");
        assertThat(refused(extended("subscription { plain { eventId } }", 5))).contains("BAD_USER_INPUT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { droidEvents(lastSeenEventId: 5) { eventId } }     | 5
            { droidEvents(lastSeenEventId: -5) { eventId } }    | -5
            { serials(last: 12345678901234567890) { eventId } } | 12345678901234567890
            { serials(last: "x") { eventId } }                  | x
            """)
    void shouldReadOwnIdsFromTheArgument(String selection, String id) throws RequestErrors {
        assertThat(stream(request("subscription " + selection)).resume()).contains(EventCursor.behind(id));
    }

    @Test
    void shouldReadOpaqueIdsFromTheArgument() throws RequestErrors {
        StreamId opaque = StreamId.of("opaque", "default", "opaque");
        assertThat(stream(request("subscription { opaque(last: \"%s\") { eventId } }".formatted(id(opaque, 4))))
                        .resume())
                .contains(EventCursor.at(3, 4));
        assertThat(stream(request(JEDI, Map.of("last", id(LIGHT, 8)))).resume()).contains(EventCursor.at(3, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ droidEvents { eventId } }",
                "{ droidEvents(lastSeenEventId: null) { eventId } }",
                "{ opaque(last: \"\") { eventId } }",
                "{ plain { eventId } }"
            })
    void shouldBeginNowWhereNothingIsSaid(String selection) throws RequestErrors {
        assertThat(stream(request("subscription " + selection)).resume()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ opaque(last: \"garbage\") { eventId } }",
                "{ opaque(last: 5) { eventId } }",
                "{ opaque(last: \"w1.AQIDBAUGBwglOr9WAAAAAAAAAAmt28NC\") { eventId } }",
                "{ serials(last: 1.5) { eventId } }",
                "{ serials(last: {a: 1}) { eventId } }"
            })
    void shouldTellClientsEarlyOfArgumentsThatAreNoIds(String selection) {
        OperationRequest request = request("subscription " + selection);
        assertThat(refused(request)).contains("BAD_USER_INPUT", "is no event id");
        assertThatThrownBy(() -> stream(request)).isInstanceOf(RequestErrors.class);
    }

    @Test
    void shouldTakeAnOpaqueIdBesideOwnOnes() {
        assertThat(place(request("subscription { droidEvents(lastSeenEventId: 5) { eventId } }")
                                .behind(id(DROIDS, 2)))
                        .after())
                .isEqualTo(EventCursor.at(3, 2));
    }

    @Test
    void shouldPutThoseTogetherWhoDifferOnlyInWhereTheyBegin() throws RequestErrors {
        String query = "subscription($last: String, $side: String! = \"light\")"
                + " { jediEvents(side: $side, last: $last) { eventId } }";
        Object now = stream(request(query)).key();
        assertThat(stream(request(query, Map.of("last", id(LIGHT, 8)))).key()).isEqualTo(now);
        assertThat(stream(request(query, Map.of("side", "dark"))).key()).isNotEqualTo(now);
    }

    @Test
    void shouldCountVariablesThatSayMoreThanWhereAStreamBegins() throws RequestErrors {
        String query = "subscription($last: Int) { droidEvents(lastSeenEventId: $last, big: $last) { ...E } }"
                + " fragment E on Event { eventId }";
        assertThat(stream(request(query, Map.of("last", 1))).key())
                .isNotEqualTo(stream(request(query, Map.of("last", 2))).key());
    }

    @Test
    void shouldWriteIdsForErrors() throws RequestErrors {
        EventStream droids = stream(request("subscription { droidEvents { eventId } }"));
        assertThat(droids.logged()).isTrue();
        assertThat(droids.eventId(3, 9, "5")).isEqualTo("5");
        assertThat(droids.eventId(3, 9, null)).isEqualTo(id(DROIDS, 9));
        assertThat(stream(request("subscription { plain { eventId } }")).logged())
                .isFalse();
    }

    @Test
    void shouldSayFromWhereToGoOnWhenThereIsAGap() {
        assertThat(Json.parse(Errors.resumeGap("5", "w1.x")))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry(
                        "extensions",
                        Json.parse(Buffer.buffer(
                                "{\"code\":\"RESUME_GAP\",\"earliestEventId\":\"5\",\"latestEventId\":\"w1.x\"}")))
                .containsKey("message");
    }
}
