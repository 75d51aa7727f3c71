package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.GraphConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.action.ActionSchemas;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DutiesTest {

    private static final String TICKS =
            "type Subscription { tick(after: ID): Tick @eventsSubscribe(topic: \"tick\"%s) }" + " type Tick { n: Int }";

    private static final Map<String, Graph> GRAPHS = Map.of(
            "plain", ActionSchemas.graph(TICKS.formatted("")),
            "logging", ActionSchemas.graph(TICKS.formatted(", resume: \"after\"")),
            "acting", ActionSchemas.graph("""
                    type Mutation { create(name: String): Created @action(url: "bus:create", mode: EITHER) }
                    type Created { actionId: ID! name: String }
                    """));

    private static final WeirConfig CONFIG = WeirConfig.of(GraphConfig.of(List.of()));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    transport triggers bridge actions gates | plain   | false | false | false
                    transport triggers bridge actions gates | logging | false | true  | true
                    transport triggers bridge actions gates | acting  | true  | true  | true
                    transport                               | acting  | false | false | false
                    actions                                 | acting  | true  | false | false
                    bridge                                  | acting  | false | false | false
                    bridge                                  | logging | false | true  | false
                    gates                                   | logging | false | false | true
                    gates                                   | acting  | false | false | true
                    """)
    void shouldDoWhatItsRolesHaveToForTheGraph(String roles, String graph, boolean acts, boolean logs, boolean gates) {
        assertThat(Duties.of(roles(roles), GRAPHS.get(graph), CONFIG))
                .isEqualTo(new Duties(acts, logs, gates, false, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    transport            | true
                    triggers             | true
                    actions bridge gates | false
                    """)
    void shouldKeepModelsWhereOperationsRun(String roles, boolean keeps) {
        Graph graph = ActionSchemas.graph("type Note @model { id: ID! text: String }");
        assertThat(Duties.of(roles(roles), graph, CONFIG).keeps()).isEqualTo(keeps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    transport triggers bridge actions gates | plain   | logging | false
                    transport triggers bridge actions gates | plain   | acting  | false
                    transport triggers bridge actions gates | logging | acting  | false
                    transport triggers bridge actions gates | acting  | logging | true
                    transport triggers bridge actions gates | acting  | plain   | true
                    gates                                   | logging | acting  | true
                    bridge                                  | plain   | acting  | true
                    bridge                                  | plain   | logging | false
                    """)
    void shouldTakeOnNoOtherDutyWhileItServes(String roles, String served, String next, boolean can) {
        Duties now = Duties.of(roles(roles), GRAPHS.get(served), CONFIG);
        assertThat(now.cover(Duties.of(roles(roles), GRAPHS.get(next), CONFIG))).isEqualTo(can);
    }

    private static EnumSet<Role> roles(String words) {
        return Arrays.stream(words.split(" "))
                .map(word -> Role.of(word).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }
}
