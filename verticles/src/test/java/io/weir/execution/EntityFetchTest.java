package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.plan.KeyRenames;
import io.weir.plan.KeyRenames.KeyRename;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked of subgraphs for entities, and how the answers come together. */
class EntityFetchTest {

    private static final String SDL = """
            type Query { t: T list: [T] deep: [[T]] }
            type T { id: ID name: String size: Int box: Box boxes: [Box] n: String x: String y: String }
            type Box { a: String b: String }
            """;

    private static PlanRun list() {
        return new PlanRun(
                SDL,
                PlanRun.root("s1", "{list{id}}", "list"),
                PlanRun.entities("s2", PlanRun.call("list", "name", "box", "boxes"), 0));
    }

    @Test
    void shouldAskForEachRepresentationOnceAndGiveItToAllItsObjects() {
        // Given
        PlanRun run = list().reply("s1", "{\"data\":{\"list\":[{\"id\":1},{\"id\":2},null,{\"id\":1}]}}")
                .reply("s2", "{\"data\":{\"_entities\":[{\"name\":\"one\"},{\"name\":\"two\"}]}}");

        // When
        String response = run.run("{ all: list { name id } }");

        // Then
        assertThat(response)
                .isEqualTo("{\"data\":{\"all\":[{\"name\":\"one\",\"id\":\"1\"},{\"name\":\"two\",\"id\":\"2\"},null,"
                        + "{\"name\":\"one\",\"id\":\"1\"}]}}");
        assertThat(run.subgraphs.asked())
                .containsExactly(
                        "s1 {\"query\":\"{list{id}}\"}",
                        "s2 {\"query\":\"q\",\"variables\":{\"r\":["
                                + "{\"__typename\":\"T\",\"id\":1},{\"__typename\":\"T\",\"id\":2}]}}");
    }

    @Test
    void shouldWalkThroughListsOfLists() {
        PlanRun run = new PlanRun(
                        SDL,
                        PlanRun.root("s1", "{deep{id}}", "deep"),
                        PlanRun.entities("s2", PlanRun.call("deep", "name"), 0))
                .reply("s1", "{\"data\":{\"deep\":[[{\"id\":1}],[],null,[null,{\"id\":2}]]}}")
                .reply("s2", "{\"data\":{\"_entities\":[{\"name\":\"one\"},{\"name\":\"two\"}]}}");

        assertThat(run.run("{ deep { name } }"))
                .isEqualTo("{\"data\":{\"deep\":[[{\"name\":\"one\"}],[],null,[null,{\"name\":\"two\"}]]}}");
    }

    @Test
    void shouldAskNoOneForObjectsWithoutAKey() {
        PlanRun run = list().reply("s1", "{\"data\":{\"list\":[{\"id\":null},{},null]}}");

        assertThat(run.run("{ list { name } }"))
                .isEqualTo("{\"data\":{\"list\":[{\"name\":null},{\"name\":null},null]}}");
        assertThat(run.subgraphs.asked()).hasSize(1);
    }

    @Test
    void shouldSendWhatIsRequiredThoughItIsNull() {
        PlanRun run = new PlanRun(
                        SDL,
                        PlanRun.root("s1", "{t{id size box{a}}}", "t"),
                        PlanRun.entities(
                                "s2",
                                PlanRun.call(
                                        "t",
                                        PlanRun.template(
                                                PlanRun.required("size"),
                                                PlanRun.required("box", PlanRun.required("a")),
                                                PlanRun.required("boxes", PlanRun.required("b"))),
                                        Optional.empty(),
                                        "name"),
                                0))
                .reply(
                        "s1",
                        "{\"data\":{\"t\":{\"id\":\"x\\\"y\",\"size\":null,\"box\":{\"a\":\"é\"},\"boxes\":[{\"b\":1.50},null]}}}")
                .reply("s2", "{\"data\":{\"_entities\":[{\"name\":\"n\"}]}}");

        run.run("{ t { name } }");

        assertThat(run.subgraphs.asked().get(1))
                .endsWith("[{\"__typename\":\"T\",\"id\":\"x\\\"y\",\"size\":null,\"box\":{\"a\":\"é\"},"
                        + "\"boxes\":[{\"b\":1.50},null]}]}}");
    }

    @Test
    void shouldSendOnlyThoseVariablesThatAreUsedAndGiven() {
        PlanRun run = new PlanRun(
                SDL,
                new io.weir.plan.SubgraphFetch(
                        PlanRun.subgraph("s1"),
                        false,
                        "query($a:Int,$b:Int,$c:Int){t}",
                        List.of("a", "b", "c"),
                        List.of(),
                        List.of("t"),
                        Optional.empty(),
                        new int[0]));
        run.variables = new HashMap<>(Map.of("a", Map.of("deep", List.of(1, "two")), "other", 1));
        run.variables.put("c", null);

        run.run("{ t { name } }");

        assertThat(run.subgraphs.asked())
                .containsExactly("s1 {\"query\":\"query($a:Int,$b:Int,$c:Int){t}\",\"variables\":"
                        + "{\"a\":{\"deep\":[1,\"two\"]},\"c\":null}}");
    }

    @Test
    void shouldAskForManyInPartsAtOnce() {
        // Given
        int many = SubgraphFetcher.MAX_REPRESENTATIONS * 2 + 1;
        PlanRun run = list().reply("s1", "{\"data\":{\"list\":[" + objects("id", many) + "]}}");
        run.subgraphs.hold("s2");

        // When
        Future<OperationResponse> response = run.start("{ list { name } }");

        // Then
        assertThat(run.subgraphs.requests()).hasSize(4);
        int part = SubgraphFetcher.MAX_REPRESENTATIONS;
        run.subgraphs.answer("s2", "{\"data\":{\"_entities\":[" + objects("name", part) + "]}}");
        run.subgraphs.answer("s2", "{\"data\":{\"_entities\":[" + objects("name", part) + "]}}");
        assertThat(response.isComplete()).isFalse();
        run.subgraphs.answer("s2", "{\"data\":{\"_entities\":[{\"name\":\"last\"}]}}");
        assertThat(response.result().body().toString())
                .startsWith("{\"data\":{\"list\":[{\"name\":\"0\"},")
                .contains("{\"name\":\"499\"},{\"name\":\"0\"}")
                .endsWith("{\"name\":\"last\"}]}}");
    }

    private static String objects(String field, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"" + field + "\":\"" + i + "\"}")
                .collect(Collectors.joining(","));
    }

    @Test
    void shouldStartAFetchAsSoonAsThoseItNeedsHaveEnded() {
        // Given
        PlanRun run = new PlanRun(
                SDL,
                PlanRun.root("s1", "{t{id}}", "t"),
                PlanRun.root("s2", "{list{id}}", "list"),
                PlanRun.entities("s3", PlanRun.call("t", "x"), 0),
                PlanRun.entities("s4", PlanRun.call("list", "y"), 1),
                PlanRun.entities("s5", PlanRun.call("t", "n"), 0, 1, 2));
        run.subgraphs.hold("s1").hold("s2").hold("s3").hold("s4").hold("s5");

        // When
        Future<OperationResponse> response = run.start("{ t { x n } list { y } }");

        // Then
        assertThat(run.subgraphs.asked()).hasSize(2);
        run.subgraphs.answer("s2", "{\"data\":{\"list\":[{\"id\":2}]}}");
        assertThat(run.subgraphs.asked()).hasSize(3).last().asString().startsWith("s4");
        run.subgraphs.answer("s1", "{\"data\":{\"t\":{\"id\":1}}}");
        assertThat(run.subgraphs.asked()).hasSize(4).last().asString().startsWith("s3");
        run.subgraphs.answer("s3", "{\"data\":{\"_entities\":[{\"x\":\"X\"}]}}");
        assertThat(run.subgraphs.asked()).hasSize(5).last().asString().startsWith("s5");
        run.subgraphs.answer("s5", "{\"data\":{\"_entities\":[{\"n\":\"N\"}]}}");
        assertThat(response.isComplete()).isFalse();
        run.subgraphs.answer("s4", "{\"data\":{\"_entities\":[{\"y\":\"Y\"}]}}");
        assertThat(response.result().body().toString())
                .isEqualTo("{\"data\":{\"t\":{\"x\":\"X\",\"n\":\"N\"},\"list\":[{\"y\":\"Y\"}]}}");
    }

    @Test
    void shouldMergeObjectsByKeyAndListsByPosition() {
        PlanRun run = new PlanRun(
                        SDL,
                        PlanRun.root("s1", "{list{id box{a} boxes{a}}}", "list"),
                        PlanRun.entities("s2", PlanRun.call("list", "box", "boxes"), 0))
                .reply(
                        "s1",
                        "{\"data\":{\"list\":[{\"id\":1,\"box\":{\"a\":\"1a\"},\"boxes\":[{\"a\":\"p\"},null]},"
                                + "{\"id\":1,\"box\":null,\"boxes\":null}]}}")
                .reply(
                        "s2",
                        "{\"data\":{\"_entities\":[{\"box\":{\"b\":\"1b\"},\"boxes\":[{\"b\":\"q\"},{\"b\":\"r\"},{\"b\":\"s\"}]}]}}");

        assertThat(run.run("{ list { box { a b } boxes { a b } } }"))
                .isEqualTo(
                        "{\"data\":{\"list\":[{\"box\":{\"a\":\"1a\",\"b\":\"1b\"},"
                                + "\"boxes\":[{\"a\":\"p\",\"b\":\"q\"},{\"a\":null,\"b\":\"r\"},{\"a\":null,\"b\":\"s\"}]},"
                                + "{\"box\":{\"a\":null,\"b\":\"1b\"},\"boxes\":[{\"a\":null,\"b\":\"q\"},{\"a\":null,\"b\":\"r\"},{\"a\":null,\"b\":\"s\"}]}]}}");
    }

    @Test
    void shouldRenameWhatTwoTypesCouldNotShare() {
        KeyRenames box = new KeyRenames(List.of(new KeyRename("a__Box", "a")), Map.of());
        KeyRenames renames = new KeyRenames(List.of(new KeyRename("n__T", "n")), Map.of("boxes", box));
        PlanRun run = new PlanRun(
                        SDL,
                        PlanRun.root("s1", "{t{id}}", "t"),
                        PlanRun.entities(
                                "s2", PlanRun.call("t", PlanRun.template(), Optional.of(renames), "n", "boxes"), 0))
                .reply("s1", "{\"data\":{\"t\":{\"id\":1}}}")
                .reply(
                        "s2",
                        "{\"data\":{\"_entities\":[{\"n__T\":\"N\",\"boxes\":[{\"a__Box\":\"A\"},{\"a__Box\":null}]}]},"
                                + "\"errors\":[{\"message\":\"m\",\"path\":[\"_entities\",0,\"boxes\",1,\"a__Box\"]}]}");

        assertThat(run.run("{ t { n boxes { c: a } } }"))
                .startsWith("{\"data\":{\"t\":{\"n\":\"N\",\"boxes\":[{\"c\":\"A\"},{\"c\":null}]}},")
                .contains("\"path\":[\"t\",\"boxes\",1,\"c\"]");
    }

    @Test
    void shouldTakeWhateverASubgraphAnswers() {
        Map<String, String> replies = new LinkedHashMap<>();
        replies.put("{\"data\":{\"_entities\":null}}", "");
        replies.put("{\"data\":{\"_entities\":[]}}", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{\"data\":{\"_entities\":[null]}}", "");
        replies.put("{\"data\":{\"_entities\":[7]}}", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{\"data\":{\"_entities\":[[]]}}", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{\"data\":{\"_entities\":{}}}", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{\"data\":{\"_entities\":\"x\"}}", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{\"data\":{}}", "");
        replies.put("{\"data\":null}", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{\"data\":[]}", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{}", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("[]", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("null", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{\"data\":", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("<html>", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{\"errors\":[]}", "SUBGRAPH_MALFORMED_REPLY");
        replies.put("{\"errors\":{}}", "SUBGRAPH_ERROR");
        replies.put("{\"errors\":[7]}", "SUBGRAPH_ERROR");
        replies.put("{\"errors\":[{\"message\":5,\"path\":{},\"extensions\":[]}]}", "SUBGRAPH_ERROR");
        replies.put("{\"errors\":[{\"path\":[\"_entities\",99,\"name\"]}]}", "SUBGRAPH_ERROR");
        replies.put("{\"errors\":[{\"path\":[\"_entities\",-1]}]}", "SUBGRAPH_ERROR");
        replies.put("{\"errors\":[{\"path\":[null]}]}", "SUBGRAPH_ERROR");
        replies.forEach((reply, code) -> {
            PlanRun run = new PlanRun(
                            SDL,
                            PlanRun.root("s1", "{t{id}}", "t"),
                            PlanRun.entities("s2", PlanRun.call("t", "name"), 0))
                    .reply("s1", "{\"data\":{\"t\":{\"id\":1}}}")
                    .reply("s2", reply);
            String response = run.run("{ t { id name } }");
            assertThat(response).as(reply).startsWith("{\"data\":{\"t\":{\"id\":\"1\",\"name\":null}}");
            if (code.isEmpty()) {
                assertThat(response).as(reply).doesNotContain("errors");
            } else {
                assertThat(response).as(reply).contains("\"code\":\"" + code + "\"", "\"path\":[\"t\",\"name\"]");
            }
        });
    }

    @Test
    void shouldIgnoreEntitiesThatWereNotAskedFor() {
        PlanRun run = list().reply("s1", "{\"data\":{\"list\":[{\"id\":1}]}}")
                .reply("s2", "{\"data\":{\"_entities\":[{\"name\":\"one\"},{\"name\":\"two\"}]}}");

        assertThat(run.run("{ list { name } }")).isEqualTo("{\"data\":{\"list\":[{\"name\":\"one\"}]}}");
    }
}
