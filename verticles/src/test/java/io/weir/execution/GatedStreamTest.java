package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.bus.EventCursor;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.graph.SdlFixture;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import io.weir.source.ActionClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where subscriptions start that have a token. */
class GatedStreamTest {

    private static final String SDL = """
            type Subscription {
              droids(last: String): Event @eventsSubscribe(topic: "droids", resume: "last")
              jedi(last: String): Event @eventsSubscribe(topic: "jedi", resume: "last")
              news: Event @eventsSubscribe(topic: "news")
            }
            type Event { id: ID }
            """;
    private static final EventCursor LOG = EventCursor.at(3, 42);
    private static final String DROIDS = "subscription { droids { id } }";
    private static final StreamId DROIDS_ID = StreamId.of("droids", "default", "droids");

    private final GateFixture gates = new GateFixture();
    private final ExecutionFixture weir = new ExecutionFixture(SdlFixture.graph(SDL), ActionClient.NONE, gates.gates);

    @BeforeEach
    void close() {
        gates.client.close();
    }

    private Future<Prepared> open(OperationRequest request) {
        return ((Prepared.Gated) weir.operations.prepare(request)).open();
    }

    private Future<Prepared> open(String query, Map<String, Object> more) {
        Map<String, Object> extensions = new HashMap<>(Map.of("consistency", Map.of("token", "t")));
        extensions.putAll(more);
        return open(new OperationRequest(query, null, Map.of(), extensions));
    }

    private Future<Prepared> open(String query) {
        return open(query, Map.of());
    }

    private void answer(Outcome outcome) {
        gates.client.last().answer().complete(GateFixture.gate(outcome, LOG));
    }

    @Test
    void shouldStartBehindTheLogOfTheToken() {
        Future<Prepared> prepared = open(DROIDS);
        assertThat(prepared.isComplete()).isFalse();
        answer(Outcome.REACHED);
        assertThat(prepared.result())
                .isEqualTo(new Prepared.Stream("default", "droids", null, new Prepared.Place(DROIDS_ID, LOG)));
    }

    @Test
    void shouldStartNowWhereTheTokenSaysNothingOfTheLogOrStandsForNothing() {
        Future<Prepared> prepared = open(DROIDS);
        gates.client.last().answer().complete(GateFixture.gate(Outcome.REACHED));
        assertThat(((Prepared.Stream) prepared.result()).place().after()).isNull();
        OperationRequest nothing = GateFixture.request(DROIDS, Map.of("token", "cz0"));
        assertThat(((Prepared.Stream) open(nothing).result()).place().after()).isNull();
        assertThat(gates.client.waits).hasSize(1);
    }

    @Test
    void shouldStartWhereTheClientSaysItself() {
        // Given
        String place = ResumeIds.write(3, List.of(DROIDS_ID), new long[] {7});

        // When
        Future<Prepared> extension = open(DROIDS, Map.of("lastEventId", place));
        answer(Outcome.REACHED);
        Future<Prepared> argument = open("subscription { droids(last: \"" + place + "\") { id } }");
        answer(Outcome.REACHED);

        // Then the argument is the trigger's to read
        assertThat(((Prepared.Stream) extension.result()).place().after()).isEqualTo(EventCursor.at(3, 7));
        assertThat(((Prepared.Stream) argument.result()).place().after()).isNull();
    }

    @Test
    void shouldStartEachRootOfSeveralThatHasNoPlaceOfItsOwn() {
        // Given
        String place = ResumeIds.write(3, List.of(StreamId.of("jedi", "default", "jedi")), new long[] {7});

        // When
        Future<Prepared> prepared =
                open("subscription { droids { id } news { id } jedi(last: \"" + place + "\") { id } }");
        answer(Outcome.REACHED);

        // Then
        List<Prepared.Stream> roots = ((Prepared.Streams) prepared.result()).roots();
        assertThat(roots.get(0).place().after()).isEqualTo(LOG);
        assertThat(roots.get(1).place()).isNull();
        assertThat(roots.get(2).place().after()).isNull();
    }

    @Test
    void shouldNotStartWhileSystemsLagUnlessTheClientTakesThat() {
        Future<Prepared> refused = open(DROIDS);
        answer(Outcome.TIMED_OUT);
        assertThat(((Prepared.Refused) refused.result()).errors().toString())
                .contains("CONSISTENCY_TIMEOUT", "\"systems\":[\"mail\"]");
        Future<Prepared> stale = open(GateFixture.request(DROIDS, Map.of("token", "t", "onTimeout", "stale")));
        answer(Outcome.TIMED_OUT);
        assertThat(((Prepared.Stream) stale.result()).place().after()).isEqualTo(LOG);
    }

    @Test
    void shouldRefuseAPlaceThatIsNoneBeforeItWaits() {
        Map<String, Object> extensions = Map.of("consistency", Map.of("token", "t"), "lastEventId", "garbage");
        assertThat(weir.operations.prepare(new OperationRequest(DROIDS, null, Map.of(), extensions)))
                .isInstanceOf(Prepared.Refused.class);
        assertThat(gates.client.waits).isEmpty();
    }

    @Test
    void shouldWaitForNothingWithoutAToken() {
        assertThat(weir.operations.prepare(new OperationRequest(DROIDS, null, Map.of(), Map.of())))
                .isInstanceOf(Prepared.Stream.class);
    }
}
