package io.weir.graph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import graphql.schema.GraphQLSchema;
import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.graph.model.StateMachine.Move;
import io.weir.graph.model.StateMachine.Timeout;
import io.weir.graph.supergraph.Subgraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a schema with models gives clients, and the store. */
class ModelSdlTest {

    private static final Graph GRAPH =
            FederatedGraphs.of(resource("shop.graphql")).build();

    @Test
    void shouldGiveClientsTheSdlOfModels() {
        assertThat(GRAPH.sdl()).isEqualTo(resource("shop.clients.graphql"));
    }

    @Test
    void shouldReadColumnsReferencesAndLists() {
        // given
        Model order = GRAPH.models().get("Order");

        // then
        assertThat(order.plural()).isEqualTo("allOrders");
        assertThat(order.columns())
                .extracting(Column::field)
                .containsExactly("state", "priority", "total", "discount", "gift", "codes", "due", "placedAt", "extra");
        assertThat(order.column("codes"))
                .contains(new Column(
                        "codes", ColumnType.STRING, "String", true, true, false, Optional.of(List.of("NONE"))));
        assertThat(order.column("total").flatMap(Column::initial)).contains("0");
        assertThat(order.references())
                .containsExactly(
                        new Reference("customer", "Customer", true, false),
                        new Reference("shipTo", "Address", false, false),
                        new Reference("billTo", "Address", false, false));
        assertThat(order.lists())
                .containsExactly(
                        new References("items", "Item", Optional.of("order")),
                        new References("tags", "Tag", Optional.empty()));
    }

    @Test
    void shouldFindTheOtherSideOfLists() {
        assertThat(GRAPH.models().get("Customer").lists())
                .containsExactly(
                        new References("orders", "Order", Optional.of("customer")),
                        new References("addresses", "Address", Optional.empty()),
                        new References("friends", "Customer", Optional.empty()));
        assertThat(GRAPH.models().get("Address").lists())
                .containsExactly(new References("shipped", "Order", Optional.of("shipTo")));
        assertThat(GRAPH.models().get("Tag").lists())
                .containsExactly(new References("orders", "Order", Optional.empty()));
    }

    @Test
    void shouldReadStateMachines() {
        assertThat(GRAPH.models().get("Order").machine("state"))
                .contains(new StateMachine(
                        "state",
                        "PLACED",
                        Set.of(new Move("PLACED", "PAID"), new Move("PAID", "SHIPPED"), new Move("PLACED", "ABORTED")),
                        List.of(new Timeout(new Move("PLACED", "ABORTED"), Duration.ofMinutes(10)))));
    }

    @Test
    void shouldGiveTheStoreASchemaThatCanBeAskedForEntities() {
        // given
        GraphQLSchema schema = GRAPH.models().schema().orElseThrow();

        // then
        assertThat(schema.getQueryType().getFieldDefinition("_entities")).isNotNull();
        assertThat(schema.getObjectType("Order").getFieldDefinition("estimate")).isNull();
        assertThat(schema.getType("Estimate")).isNull();
        assertThat(schema.getSubscriptionType()).isNull();
    }

    @Test
    void shouldCallTheStoreASubgraph() {
        assertThat(GRAPH.supergraph().subgraphs())
                .extracting(Subgraph::name, Subgraph::kind)
                .contains(tuple(Models.SUBGRAPH, Subgraph.Kind.STORE));
    }

    @Test
    void shouldKeepTheEventsOfModels() {
        assertThat(GRAPH.log().find("default", "model.Tag.deleted")).isPresent();
        assertThat(GRAPH.log().find("default", "other.Tag.deleted")).isEmpty();
    }

    @Test
    void shouldRefuseWhatOtherSubgraphsCallTheSame() {
        // given
        FederatedGraphs graphs = FederatedGraphs.of("type Order @model { id: ID! }")
                .subgraph("a", "type Query { a(filter: IDFilter): Int } input IDFilter { is: String }")
                .subgraph("models", "type Query { b: Int }");

        // then
        assertThat(graphs.problems())
                .containsExactlyInAnyOrder(
                        "a.graphql:1:41: a defines IDFilter, which is generated for models; rename it there",
                        "graph:1:1: a subgraph is named \"models\", which is what stored models are called; rename it");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ModelSdlTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
