package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventCursor;
import io.weir.config.ErrorsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.json.Json;
import io.weir.plan.RequestErrors;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Subscriptions to several root fields: each is a stream of its own. */
class SeveralRootsTest {

    private static final String SDL = """
            type Mutation { move(id: ID!): Moved @action(url: "bus:move") }
            type Moved { actionId: ID! id: ID! }
            type Subscription {
              droidEvents(side: String = "light", last: String): Event
                @eventsSubscribe(topic: "droids.{{ args.side }}", resume: "last")
              jediEvents(last: String): Event! @eventsSubscribe(topic: "jedi", resume: "last", id: "id")
              news: Event @eventsSubscribe(topic: "news")
              moved(actionId: ID!): Moved @actionUpdate
            }
            type Event { id: ID! name: String }
            """;
    private static final String ALL = """
            subscription S($dark: String, $news: Boolean! = true, $last: String) {
              droidEvents { ...E }
              ... on Subscription { news @include(if: $news) { id } ...Roots }
            }
            fragment Roots on Subscription { again: droidEvents(side: $dark, last: $last) { name } jediEvents { id } }
            fragment E on Event { id name }
            """;
    private static final StreamId DROIDS = StreamId.of("droidEvents", "droidEvents", "default", "droids.light");
    private static final StreamId AGAIN = StreamId.of("again", "droidEvents", "default", "droids.dark");
    private static final StreamId JEDI = StreamId.of("jediEvents", "jediEvents", "default", "jedi");
    private static final List<StreamId> LOGGED = List.of(DROIDS, AGAIN, JEDI);

    private final ExecutionFixture weir = new ExecutionFixture(SDL);

    private static OperationRequest request(String query, Map<String, Object> variables) {
        return new OperationRequest(query, null, variables, Map.of());
    }

    private static OperationRequest all() {
        return request(ALL, Map.of("dark", "dark"));
    }

    private List<Prepared.Stream> roots(OperationRequest request) {
        Prepared prepared = weir.operations.prepare(request);
        assertThat(prepared).isInstanceOf(Prepared.Streams.class);
        return ((Prepared.Streams) prepared).roots();
    }

    private String refused(OperationRequest request) {
        return ((Prepared.Refused) weir.operations.prepare(request)).errors().toString();
    }

    private EventStream stream(OperationRequest request, String root) throws RequestErrors {
        return weir.operations.stream(request, root, "");
    }

    private String event(OperationRequest request, String root, String payload) throws RequestErrors {
        EventStream stream = stream(request, root);
        return stream.complete(Json.parse(Buffer.buffer(payload)), weir.operations.forEvent())
                .result()
                .toString();
    }

    @Test
    void shouldPrepareAStreamForEachRootInTheOrderOfTheSelection() {
        assertThat(roots(all()))
                .containsExactly(
                        new Prepared.Stream("default", "droids.light", "droidEvents", new Prepared.Place(DROIDS, null)),
                        new Prepared.Stream("default", "news", "news", null),
                        new Prepared.Stream("default", "droids.dark", "again", new Prepared.Place(AGAIN, null)),
                        new Prepared.Stream("default", "jedi", "jediEvents", new Prepared.Place(JEDI, null)));
    }

    @Test
    void shouldWriteEachEventUnderItsOwnKeyAlone() throws RequestErrors {
        String payload = "{\"id\":\"1\",\"name\":\"R2\"}";
        assertThat(event(all(), "droidEvents", payload))
                .isEqualTo("{\"data\":{\"droidEvents\":{\"id\":\"1\",\"name\":\"R2\"}}}");
        assertThat(event(all(), "again", payload)).isEqualTo("{\"data\":{\"again\":{\"name\":\"R2\"}}}");
        assertThat(event(all(), "news", payload)).isEqualTo("{\"data\":{\"news\":{\"id\":\"1\"}}}");
        assertThat(stream(all(), "jediEvents").fail("gone", "X").toString())
                .startsWith("{\"data\":null,\"errors\":[")
                .contains("\"path\":[\"jediEvents\"]");
        assertThat(stream(all(), "again").fail("gone", "X").toString())
                .startsWith("{\"data\":{\"again\":null},\"errors\":[");
    }

    @Test
    void shouldPlanEachRootOnce() throws RequestErrors {
        assertThat(stream(all(), "again").key())
                .isEqualTo(stream(all(), "again").key())
                .isNotEqualTo(stream(all(), "droidEvents").key());
    }

    @Test
    void shouldLetConditionsDecideForEachRequest() {
        OperationRequest without = request(ALL, Map.of("dark", "dark", "news", false));
        assertThat(roots(without))
                .extracting(Prepared.Stream::responseKey)
                .doesNotContain("news")
                .hasSize(3);
        String one = "subscription($both: Boolean!) { news { id } other: news @skip(if: $both) { id } }";
        assertThat(weir.operations.prepare(request(one, Map.of("both", true))))
                .isEqualTo(new Prepared.Stream("default", "news"));
        assertThat(roots(request(one, Map.of("both", false)))).hasSize(2);
        assertThat(refused(
                        request("subscription($no: Boolean!) { news @include(if: $no) { id } }", Map.of("no", false))))
                .contains("at least one", "GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void shouldGiveEachLoggedRootItsPlaceByOneId() {
        // Given
        String id = ResumeIds.write(3, LOGGED, new long[] {5, 6, 7});

        // When
        List<Prepared.Stream> roots = roots(all().behind(id));

        // Then
        assertThat(roots.get(0).place().after()).isEqualTo(EventCursor.at(3, 5));
        assertThat(roots.get(1).place()).isNull();
        assertThat(roots.get(2).place().after()).isEqualTo(EventCursor.at(3, 6));
        assertThat(roots.get(3).place().after()).isEqualTo(EventCursor.at(3, 7));
    }

    @Test
    void shouldRefuseTheIdsOfOtherSelections() {
        String id = ResumeIds.write(3, LOGGED, new long[] {5, 6, 7});
        assertThat(refused(request(ALL, Map.of("dark", "darker")).behind(id))).contains("BAD_USER_INPUT");
        assertThat(refused(
                        request("subscription { jediEvents { id } }", Map.of()).behind(id)))
                .contains("BAD_USER_INPUT");
        assertThat(refused(all().behind("7"))).contains("BAD_USER_INPUT");
        assertThat(refused(all().behind(ResumeIds.write(3, List.of(JEDI), new long[] {7}))))
                .contains("BAD_USER_INPUT");
        String swapped = "subscription { b: jediEvents { id } a: jediEvents { id } }";
        StreamId a = StreamId.of("a", "jediEvents", "default", "jedi");
        StreamId b = StreamId.of("b", "jediEvents", "default", "jedi");
        assertThat(refused(request(swapped, Map.of()).behind(ResumeIds.write(3, List.of(a, b), new long[] {1, 2}))))
                .contains("BAD_USER_INPUT");
        assertThat(roots(request(swapped, Map.of()).behind(ResumeIds.write(3, List.of(b, a), new long[] {1, 2}))))
                .extracting(root -> root.place().after().position())
                .containsExactly(1L, 2L);
    }

    @Test
    void shouldTakeTheIdOfAllOrOfTheFieldAsARootsArgument() throws RequestErrors {
        String together = ResumeIds.write(3, LOGGED, new long[] {5, 6, 7});
        String alone =
                ResumeIds.write(3, List.of(StreamId.of("droidEvents", "default", "droids.dark")), new long[] {8});
        OperationRequest byAll = request(ALL, Map.of("dark", "dark", "last", together));
        assertThat(stream(byAll, "again").resume()).contains(EventCursor.at(3, 6));
        assertThat(stream(byAll, "droidEvents").resume()).isEmpty();
        OperationRequest byOne = request(ALL, Map.of("dark", "dark", "last", alone));
        assertThat(stream(byOne, "again").resume()).contains(EventCursor.at(3, 8));
        assertThat(refused(request(ALL, Map.of("dark", "dark", "last", "nonsense"))))
                .contains("BAD_USER_INPUT");
    }

    @Test
    void shouldWriteIdsOfAllRootsForErrorsOfOne() throws RequestErrors {
        assertThat(stream(all(), "jediEvents").eventId(3, 9, "own"))
                .isEqualTo(ResumeIds.write(3, LOGGED, new long[] {9, 9, 9}));
    }

    @Test
    void shouldNotKnowARootThatIsNotSelected() {
        assertThatThrownBy(() -> stream(all(), "nope")).isInstanceOf(RequestErrors.class);
        assertThatThrownBy(() -> weir.operations.stream(all())).isInstanceOf(RequestErrors.class);
        assertThatThrownBy(() -> stream(request("{ weirVersion }", Map.of()), "weirVersion"))
                .isInstanceOf(RequestErrors.class);
    }

    @Test
    void shouldKeepActionsResultsToThemselves() {
        assertThat(refused(request("subscription { news { id } moved(actionId: 1) { id } }", Map.of())))
                .contains("\\\"moved\\\" gives the one result of an action", "GRAPHQL_VALIDATION_FAILED");
        assertThat(refused(request(
                        "subscription { a: moved(actionId: 1) { id } b: moved(actionId: 2) { id } }", Map.of())))
                .contains("must be the only field");
    }

    @Test
    void shouldRefuseIntrospectionAtTheRoot() {
        assertThat(refused(request(
                        "subscription { news { id } ...T } fragment T on Subscription { t: __typename }", Map.of())))
                .contains("__typename is none", "GRAPHQL_VALIDATION_FAILED", "\"line\":1");
    }

    @Test
    void shouldLimitTheRoots() {
        String roots = IntStream.range(0, QueryLimits.DEFAULT.roots() + 1)
                .mapToObj(i -> "r" + i + ": news { id }")
                .collect(Collectors.joining(" "));
        assertThat(refused(request("subscription { " + roots + " }", Map.of())))
                .contains("17 root fields, at most 16 are allowed", "QUERY_TOO_COMPLEX");
        assertThat(roots(request("subscription { " + roots.substring(roots.indexOf("r1:")) + " }", Map.of())))
                .hasSize(16);
        assertThat(roots(
                        request("subscription { " + roots.replaceAll("r(\\d+)", "r1") + " x: news { id } }", Map.of())))
                .hasSize(2);
    }

    @Test
    void shouldFollowTheSpecificationWhereTheConfigurationSaysSo() {
        GraphConfig strict = new GraphConfig(
                List.of(),
                Optional.empty(),
                SubgraphsConfig.NONE,
                true,
                false,
                100,
                QueryLimits.DEFAULT,
                ErrorsConfig.DEFAULT);
        ExecutionFixture single = new ExecutionFixture(SDL, strict);
        assertThat(((Prepared.Refused) single.operations.prepare(all()))
                        .errors()
                        .toString())
                .contains("GRAPHQL_VALIDATION_FAILED");
        assertThat(single.operations.prepare(request("subscription { news { id } }", Map.of())))
                .isInstanceOf(Prepared.Stream.class);
    }
}
