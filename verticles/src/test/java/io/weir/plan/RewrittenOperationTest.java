package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.graph.SdlFixture;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewrittenOperationTest {

    private final OperationCache cache = new OperationCache(
            SdlFixture.graph("""
                    type Query { q: PublishEventResult @eventsRequest(topic: "q") }
                    input Item { sku: ID! }
                    type Mutation {
                      a(id: ID!, n: Int! = 3, s: String = "x", i: [Item!]): PublishEventResult! @eventsPublish(topic: "a")
                      b(id: ID): PublishEventResult! @eventsPublish(topic: "b")
                      c: PublishEventResult! @eventsPublish(topic: "c")
                    }
                    """),
            new GraphConfig(List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `mutation { a(id: 1) { success } b(id: 2) { success } }` | `mutation ($weir_a_id:ID!,$weir_a_n:Int!=3,$weir_a_s:String="x",$weir_a_i:[Item!]) {a(id:$weir_a_id,n:$weir_a_n,s:$weir_a_s,i:$weir_a_i) {success} b(id:2) {success}}`
            `mutation M($v: ID!, $w: ID) { x: a(id: $v) { success } b(id: $w) { success } }` | `mutation M($w:ID,$weir_x_id:ID!,$weir_x_n:Int!=3,$weir_x_s:String="x",$weir_x_i:[Item!]) {x:a(id:$weir_x_id,n:$weir_x_n,s:$weir_x_s,i:$weir_x_i) {success} b(id:$w) {success}}`
            `mutation M($weir_: ID) { a(id: 1) { ...R } b(id: $weir_) { success } } query Q { q { ...R } } fragment R on PublishEventResult { success }` | `mutation M($weir_:ID,$weir__a_id:ID!,$weir__a_n:Int!=3,$weir__a_s:String="x",$weir__a_i:[Item!]) {a(id:$weir__a_id,n:$weir__a_n,s:$weir__a_s,i:$weir__a_i) {...R} b(id:$weir_) {success}} fragment R on PublishEventResult {success}`
            `mutation M($y: Boolean!) { ...F @skip(if: $y) ... on Mutation { a(id: 1) { success } } } fragment F on Mutation { ...G } fragment G on Mutation { a(id: 1) { success } } mutation N { ...G }` | `mutation M($y:Boolean!,$weir_a_id:ID!,$weir_a_n:Int!=3,$weir_a_s:String="x",$weir_a_i:[Item!]) {...F @skip(if:$y) ...on Mutation {a(id:$weir_a_id,n:$weir_a_n,s:$weir_a_s,i:$weir_a_i) {success}}} fragment F on Mutation {...G} fragment G on Mutation {a(id:$weir_a_id,n:$weir_a_n,s:$weir_a_s,i:$weir_a_i) {success}}`
            """)
    void shouldHaveAVariableForEveryArgumentAndBeADocumentOfItsOwn(String query, String rewritten)
            throws RequestErrors {
        // when
        RewrittenOperation operation =
                cache.get(query, query.contains("M(") ? "M" : null).rewritten(Set.of("a"));

        // then
        assertThat(operation.text().replace(" ", "")).isEqualTo(rewritten.replace(" ", ""));
        assertThat(cache.get(operation.text(), operation.name())).isNotNull();
    }

    @Test
    void shouldBeMadeOnce() throws RequestErrors {
        // given
        PlannedOperation operation = cache.get("mutation { a(id: 1) { success } }", null);

        // then
        assertThat(operation.rewritten(Set.of("a")))
                .isSameAs(operation.rewritten(Set.of("a")))
                .isNotEqualTo(operation.rewritten(Set.of("a", "b")));
    }
}
