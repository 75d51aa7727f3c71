package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.plan.EntityCall;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What clients see of what went wrong in subgraphs. */
class SubgraphErrorsTest {

    private static final String SDL = """
            type Query { t: T list: [T] must: T! plain: String }
            type T { id: ID name: String! nick: String friend: T tags: [String!] box: Box }
            type Box { a: String! b: String }
            """;

    private static PlanRun entity(String... filled) {
        return new PlanRun(
                        SDL, PlanRun.root("s1", "{t{id}}", "t"), PlanRun.entities("s2", PlanRun.call("t", filled), 0))
                .reply("s1", "{\"data\":{\"t\":{\"id\":1}}}");
    }

    private static String error(String message, String location, String path, String code, String service) {
        return ("{'message':'%s','locations':[%s],'path':[%s],'extensions':{'code':'%s','serviceName':'%s'}}")
                .formatted(message, location, path, code, service)
                .replace('\'', '"');
    }

    private static String at(int column) {
        return "{'line':1,'column':" + column + "}";
    }

    @Test
    void shouldReportAnErrorAtTheClientsOwnPath() {
        PlanRun run = entity("nick")
                .reply(
                        "s2",
                        "{\"data\":{\"_entities\":[{\"nick\":null}]},\"errors\":[{\"message\":\"no\",\"path\":[\"_entities\",0,\"nick\"]}]}");

        assertThat(run.run("{ who: t { called: nick } }"))
                .isEqualTo("{\"data\":{\"who\":{\"called\":null}},\"errors\":["
                        + error("no", at(12), "'who','called'", "SUBGRAPH_ERROR", "s2") + "]}");
    }

    @Test
    void shouldFollowThePathBelowTheHighestNull() {
        PlanRun run = entity("nick", "box")
                .reply(
                        "s2",
                        "{\"data\":{\"_entities\":[null]},\"errors\":[{\"message\":\"no\",\"path\":[\"_entities\",0,\"box\",\"a\"]}]}");

        assertThat(run.run("{ t { nick b: box { x: a } } }"))
                .isEqualTo("{\"data\":{\"t\":{\"nick\":null,\"b\":null}},\"errors\":["
                        + error("no", at(21), "'t','b','x'", "SUBGRAPH_ERROR", "s2") + "]}");
    }

    @Test
    void shouldExplainWhatIsMissingFromObjectsWithinOneThatDidNotCome() {
        PlanRun run = new PlanRun(SDL, PlanRun.root("s1", "{t{box{b}}}", "t"), PlanRun.root("s2", "{t{box{a}}}", "t"))
                .reply("s1", "{\"data\":{\"t\":{\"box\":{\"b\":\"x\"}}}}")
                .reply("s2", "{\"data\":{\"t\":null},\"errors\":[{\"message\":\"no\",\"path\":[\"t\"]}]}");

        assertThat(run.run("{ t { box { a b } } }"))
                .isEqualTo("{\"data\":{\"t\":{\"box\":null}},\"errors\":["
                        + error("no", at(3), "'t'", "SUBGRAPH_ERROR", "s2") + "]}");
    }

    @Test
    void shouldExplainANullThatMayNotStandByTheErrorAlone() {
        PlanRun run = entity("name")
                .reply(
                        "s2",
                        "{\"data\":{\"_entities\":[null]},\"errors\":[{\"message\":\"no\",\"path\":[\"_entities\",0,\"name\"]}]}");

        assertThat(run.run("{ t { id name } }"))
                .isEqualTo("{\"data\":{\"t\":null},\"errors\":["
                        + error("no", at(10), "'t','name'", "SUBGRAPH_ERROR", "s2") + "]}");
    }

    @Test
    void shouldNullOnlyTheNearestParentWhenAnEntityIsNull() {
        PlanRun run = new PlanRun(
                        SDL,
                        PlanRun.root("s1", "{list{id}}", "list"),
                        PlanRun.entities("s2", PlanRun.call("list", "name"), 0))
                .reply("s1", "{\"data\":{\"list\":[{\"id\":1},{\"id\":2}]}}")
                .reply("s2", "{\"data\":{\"_entities\":[null,{\"name\":\"two\"}]}}");

        assertThat(run.run("{ list { id name } }"))
                .isEqualTo("{\"data\":{\"list\":[null,{\"id\":\"2\",\"name\":\"two\"}]},\"errors\":[{\"message\":"
                        + "\"null came for T.name, which must not be null\",\"locations\":[{\"line\":1,\"column\":13}],"
                        + "\"path\":[\"list\",0,\"name\"],\"extensions\":{\"code\":\"INVALID_VALUE\"}}]}");
    }

    @Test
    void shouldReportOneErrorForAFetchThatFailed() {
        PlanRun run = new PlanRun(
                        SDL,
                        PlanRun.root("s1", "{list{id} plain}", "list", "plain"),
                        PlanRun.entities("s2", PlanRun.call("list", "nick", "box"), 0))
                .reply("s1", "{\"data\":{\"list\":[{\"id\":1},{\"id\":2}],\"plain\":\"p\"}}");

        assertThat(run.run("{ list { nick box { b } } plain }"))
                .isEqualTo(
                        "{\"data\":{\"list\":[{\"nick\":null,\"box\":null},{\"nick\":null,\"box\":null}],\"plain\":\"p\"},\"errors\":["
                                + error(
                                        "the subgraph \\\"s2\\\" could not be reached",
                                        at(10),
                                        "'list',0,'nick'",
                                        "SUBGRAPH_UNREACHABLE",
                                        "s2")
                                + "]}");
    }

    @Test
    void shouldGiveNullForRootFieldsWhoseSubgraphFails() {
        assertThat(new PlanRun(SDL, PlanRun.root("s1", "{plain must{id}}", "plain", "must")).run("{ plain }"))
                .startsWith("{\"data\":{\"plain\":null},")
                .contains("\"path\":[\"plain\"]");
        assertThat(new PlanRun(SDL, PlanRun.root("s1", "{plain must{id}}", "plain", "must"))
                        .run("{ must { id } plain }"))
                .startsWith("{\"data\":null,")
                .containsOnlyOnce("message");
    }

    @Test
    void shouldKeepPartialDataAndAllErrors() {
        PlanRun run = new PlanRun(SDL, PlanRun.root("s1", "{t{id name nick tags}}", "t"))
                .reply(
                        "s1",
                        "{\"data\":{\"t\":{\"id\":1,\"name\":\"n\",\"nick\":null,\"tags\":null}},\"errors\":["
                                + "{\"message\":\"a\",\"path\":[\"t\",\"nick\"]},{\"message\":\"b\",\"path\":[\"t\",\"nick\"]},"
                                + "{\"message\":\"c\",\"path\":[\"t\",\"tags\",3]},{\"message\":\"d\",\"path\":[\"t\",\"name\"]},"
                                + "{\"message\":\"e\"}]}");

        assertThat(run.run("{ t { name nick tags } }"))
                .isEqualTo("{\"data\":{\"t\":{\"name\":\"n\",\"nick\":null,\"tags\":null}},\"errors\":["
                        + error("a", at(12), "'t','nick'", "SUBGRAPH_ERROR", "s1") + ","
                        + error("b", at(12), "'t','nick'", "SUBGRAPH_ERROR", "s1") + ","
                        + error("c", at(17), "'t','tags',3", "SUBGRAPH_ERROR", "s1") + ","
                        + error("d", at(7), "'t','name'", "SUBGRAPH_ERROR", "s1") + ","
                        + "{\"message\":\"e\",\"extensions\":{\"code\":\"SUBGRAPH_ERROR\",\"serviceName\":\"s1\"}}]}");
    }

    @Test
    void shouldReportWhatFailedThoughTheClientDidNotSelectIt() {
        PlanRun run = new PlanRun(
                        SDL, PlanRun.root("s1", "{t{id}}", "t"), PlanRun.entities("s2", PlanRun.call("t", "nick"), 0))
                .reply(
                        "s1",
                        "{\"data\":{\"t\":{\"id\":null}},\"errors\":[{\"message\":\"no id\",\"path\":[\"t\",\"id\"]}]}");

        assertThat(run.run("{ t { name: nick } }"))
                .as("the key's error explains the field that could not be asked for")
                .isEqualTo("{\"data\":{\"t\":{\"name\":null}},\"errors\":["
                        + error("no id", at(7), "'t','name'", "SUBGRAPH_ERROR", "s1") + "]}");
    }

    @Test
    void shouldReportErrorsThatNoValueTellsOf() {
        PlanRun run = new PlanRun(SDL, PlanRun.root("s1", "{t{id}}", "t"))
                .reply(
                        "s1",
                        "{\"data\":{\"t\":{\"id\":1,\"friend\":{\"nick\":null}}},"
                                + "\"errors\":[{\"message\":\"x\",\"path\":[\"t\",\"friend\",\"nick\"]}]}");

        assertThat(run.run("{ u: t { id } }"))
                .isEqualTo("{\"data\":{\"u\":{\"id\":\"1\"}},\"errors\":["
                        + error("x", at(3), "'u'", "SUBGRAPH_ERROR", "s1") + "]}");
    }

    @Test
    void shouldReportErrorsBelowANullOfAnotherError() {
        PlanRun run = new PlanRun(SDL, PlanRun.root("s1", "{t{name box{a}}}", "t"))
                .reply(
                        "s1",
                        "{\"data\":{\"t\":{\"name\":null,\"box\":null}},\"errors\":["
                                + "{\"message\":\"x\",\"path\":[\"t\",\"name\"]},{\"message\":\"y\",\"path\":[\"t\",\"box\",\"a\"]}]}");

        assertThat(run.run("{ t { name box { a } } }"))
                .isEqualTo("{\"data\":{\"t\":null},\"errors\":["
                        + error("x", at(7), "'t','name'", "SUBGRAPH_ERROR", "s1") + ","
                        + error("y", at(18), "'t','box','a'", "SUBGRAPH_ERROR", "s1") + "]}");
    }

    @Test
    void shouldExplainWhatAFailedFetchDoesNotAddToAnObject() {
        EntityCall call = PlanRun.call("t", "box");
        PlanRun run = new PlanRun(SDL, PlanRun.root("s1", "{t{id box{a}}}", "t"), PlanRun.entities("s2", call, 0))
                .reply("s1", "{\"data\":{\"t\":{\"id\":1,\"box\":{\"a\":\"A\"}}}}");

        assertThat(run.run("{ t { box { a b } } }"))
                .isEqualTo("{\"data\":{\"t\":{\"box\":{\"a\":\"A\",\"b\":null}}},\"errors\":["
                        + error(
                                "the subgraph \\\"s2\\\" could not be reached",
                                at(15),
                                "'t','box','b'",
                                "SUBGRAPH_UNREACHABLE",
                                "s2")
                        + "]}");
    }

    @Test
    void shouldForwardTheCodeAndWhatIsAllowedAndNothingElse() {
        String reply = "{\"data\":{\"_entities\":[null]},\"errors\":[{\"message\":\"no\",\"path\":[\"_entities\",0],"
                + "\"extensions\":{\"code\":\"FORBIDDEN\",\"stacktrace\":[\"at secret\"],\"reason\":{\"n\":1},\"serviceName\":\"liar\"}}]}";
        assertThat(entity("nick").reply("s2", reply).run("{ t { nick } }"))
                .endsWith("\"extensions\":{\"code\":\"FORBIDDEN\",\"serviceName\":\"s2\"}}]}");

        PlanRun allowed = entity("nick").reply("s2", reply);
        allowed.extensions = Set.of("reason", "absent", "serviceName");
        assertThat(allowed.run("{ t { nick } }"))
                .endsWith("\"extensions\":{\"code\":\"FORBIDDEN\",\"serviceName\":\"s2\",\"reason\":{\"n\":1}}}]}");
    }
}
