package io.weir.graph.action;

import static io.weir.graph.action.ActionSchemas.OPERATIONS;
import static io.weir.graph.action.ActionSchemas.action;
import static io.weir.graph.action.ActionSchemas.graph;
import static io.weir.graph.action.ActionSchemas.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.ChangeAction.Change;
import io.weir.graph.Graph;
import io.weir.graph.Graph.FieldName;
import io.weir.graph.RootSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionSchemaTest {

    private static final String CREATE_USER = """
            type Mutation { createUser(name: String!): CreateUserPayload @action(url: "http://api/users", mode: EITHER) }
            type CreateUserPayload { actionId: ID! name: String }
            type Subscription { createUserUpdate(actionId: ID!): CreateUserPayload @actionUpdate }
            """;

    private static final String CART = """
            type Mutation {
              createEmptyCart(cartMask: String!): OperationStateInterface!
                @action(url: "http://api/carts", mode: ASYNC, completed: "CartSaveOperationCompleted")
            }
            """;

    @Test
    void shouldOfferWhatChangesActions() {
        // When
        Graph graph = graph(CREATE_USER);

        // Then
        assertThat(graph.sources())
                .containsEntry(
                        new FieldName("Mutation", "cancelAction"),
                        new RootSource.ActionChange(Change.CANCEL, "actionId"))
                .containsEntry(
                        new FieldName("Mutation", "retryAction"), new RootSource.ActionChange(Change.RETRY, "actionId"))
                .containsEntry(
                        new FieldName("Subscription", "createUserUpdate"), new RootSource.ActionUpdate("actionId"))
                .doesNotContainKey(new FieldName("Query", "queue"));
        assertThat(graph.sdl())
                .contains("cancelAction(actionId: ID!): ActionStatus", "enum ActionState", "type ActionAttempt")
                .doesNotContain("@action", "ActionMethod", "ActionBatch", "OperationStateInterface");
        assertThat(action(graph, "createUser").answer())
                .isEqualTo(new ActionAnswer.Payload(true, Optional.of("CreateUserPayload")));
    }

    @Test
    void shouldLeaveASchemaWithoutActionsAlone() {
        // When
        Graph graph = graph(
                "type Query { q: OperationFailed @eventsRequest(topic: \"q\") } type OperationFailed { code: Int }");

        // Then
        assertThat(graph.sdl()).doesNotContain("cancelAction", "queue").contains("code: Int");
    }

    @Test
    void shouldOfferOperations() {
        // When
        Graph graph = graph("""
                type Mutation { save(id: ID!): OperationStateInterface! @action(url: "http://api/carts") }
                """);

        // Then
        assertThat(graph.sources())
                .containsEntry(new FieldName("Query", "queue"), new RootSource.Queue("operationIdentifiers"));
        assertThat(graph.schema().getType("TransientErrorReport")).isNotNull();
        assertThat(graph.schema().getType("PersistOperationCompleted")).isNotNull();
        assertThat(graph.sdl()).doesNotContain("weirVersion");
        assertThat(action(graph, "save").answer())
                .isInstanceOfSatisfying(
                        ActionAnswer.Operation.class,
                        operation -> assertThat(operation.completed()).isEmpty());
    }

    @Test
    void shouldTakeTheDocumentsDefinitionsForOurs() {
        // When
        Graph graph = graph(OPERATIONS + CART);

        // Then
        assertThat(graph.schema().getQueryType().getFieldDefinitions()).hasSize(1);
        assertThat(graph.schema().getType("TransientErrorReport")).isNotNull();
        assertThat(action(graph, "createEmptyCart").answer())
                .isInstanceOfSatisfying(
                        ActionAnswer.Operation.class,
                        operation -> assertThat(operation.completed()).contains("CartSaveOperationCompleted"));
    }

    @Test
    void shouldNotQuarrelOverNullability() {
        assertThat(problems(
                        OPERATIONS.replace("failures: [FailureReportInterface!]!", "failures: [FailureReportInterface]")
                                + CART))
                .isEmpty();
    }

    @Test
    void shouldRefuseDefinitionsThatContradict() {
        assertThat(problems("""
                        type PersistOperationInterface { changedEntities: [ChangedEntity!] }
                        type OperationCompleted { identifier: String! code: Int }
                        extend type OperationAccepted { code: Int }
                        """ + CART.replace(", completed: \"CartSaveOperationCompleted\"", "")))
                .containsExactly(
                        "1:1: PersistOperationInterface contradicts Weir's own definition, which is an interface; leave"
                                + " it out",
                        "2:1: OperationCompleted contradicts Weir's own definition; leave it out",
                        "3:1: OperationAccepted is Weir's own and cannot be extended; take a type of your own");
    }

    @Test
    void shouldRefuseRootFieldsThatContradict() {
        assertThat(problems("""
                        type Query { queue(ids: [ID!]): [OperationStateInterface] @eventsRequest(topic: "q") }
                        type Mutation {
                          save: OperationStateInterface! @action(url: "http://api/carts")
                          cancelAction(id: ID!): Int @eventsRequest(topic: "c")
                        }
                        """))
                .containsExactly(
                        "1:14: Query.queue is Weir's own here: queue(operationIdentifiers: [String!]!):"
                                + " [OperationStateInterface]; leave it out, or take another name for yours",
                        "4:3: Mutation.cancelAction is Weir's own here: cancelAction(actionId: ID!): ActionStatus; leave it"
                                + " out, or take another name for yours");
    }

    @Test
    void shouldRefuseWhatIsNoCompletedType() {
        assertThat(problems("""
                        type Mutation {
                          a: OperationStateInterface! @action(url: "http://api/", completed: "Cart")
                          b: OperationStateInterface @action(url: "http://api/")
                        }
                        type Cart { id: ID }
                        """))
                .containsExactly(
                        "2:31: @action(completed: \"Cart\") must name an object type that implements"
                                + " OperationStateInterface",
                        "3:6: @action answers an operation as OperationStateInterface!; \"b\" is OperationStateInterface");
    }

    @Test
    void shouldTakeAnUnionOfPayloadsForAnUpdate() {
        assertThat(problems("""
                        type Mutation { a: A @action(url: "http://api/a") b: B @action(url: "http://api/b") }
                        type A { actionId: ID! }
                        type B { actionId: ID! }
                        union Result = A | B
                        type Subscription { result(actionId: ID!): Result @actionUpdate }
                        """)).isEmpty();
    }

    @Test
    void shouldRefuseAnUpdateThatNoActionGives() {
        assertThat(problems("""
                        type Mutation { a: A @action(url: "http://api/a") }
                        type A { n: Int }
                        type C { actionId: ID! }
                        type Subscription {
                          a(actionId: ID!): A @actionUpdate
                          b: C @actionUpdate
                        }
                        """))
                .containsExactly(
                        "5:23: @actionUpdate gives the result of an action, so \"a\" needs the type of a field with @action"
                                + " that has \"actionId: ID!\", or an interface or union of such; it is A",
                        "6:8: @actionUpdate gives the result of an action, so \"b\" needs the type of a field with @action"
                                + " that has \"actionId: ID!\", or an interface or union of such; it is C",
                        "6:8: @actionUpdate needs exactly the argument (actionId: ID!); \"b\" has none");
    }
}
