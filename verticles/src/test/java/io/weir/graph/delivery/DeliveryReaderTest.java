package io.weir.graph.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.config.DeliveryConfig;
import io.weir.config.Problem;
import io.weir.config.TargetConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphException;
import io.weir.graph.GraphLoader;
import io.weir.graph.delivery.DeliveryDefinition.Root;
import io.weir.graph.template.TopicTemplate;
import io.weir.template.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryReaderTest {

    @TempDir
    Path folder;

    private DeliveredGraph graph;

    @BeforeEach
    void write() {
        graph = new DeliveredGraph(folder);
    }

    @Test
    void shouldReadTheTopicOfEachRoot() throws Exception {
        // Given
        graph.document("subscription ($shop: ID!) { a: orderChanged(shop: $shop) { id } ...Others }"
                + " fragment Others on Subscription { orderPlaced { id } }");

        // When
        Graph loaded = graph.load("variables: { shop: 7 }");

        // Then
        DeliveryDefinition delivery = loaded.deliveries().get(0);
        assertThat(delivery.roots())
                .containsExactly(new Root("a", "default", "orders.7"), new Root("orderPlaced", "default", "placed"));
        assertThat(delivery.root("orderPlaced", "placed"))
                .contains(delivery.roots().get(1));
        assertThat(delivery.root("orderChanged", "placed")).isEmpty();
        assertThat(delivery.document()).startsWith("subscription ($shop: ID!)");
    }

    @Test
    void shouldLogTheTopicsOfItsRoots() throws Exception {
        // When
        Graph loaded = graph.load("");

        // Then
        assertThat(loaded.log().find("default", "placed")).isPresent();
        assertThat(loaded.log().find("default", "orders.7")).isEmpty();
    }

    @Test
    void shouldReadAWebhook() throws Exception {
        // When
        DeliveryTarget target =
                graph.target("url: \"http://localhost:9/{{ event.id }}\", body: '{\"a\": {{ data.orderPlaced.id }}}'");

        // Then
        assertThat(target).isInstanceOfSatisfying(DeliveryTarget.Webhook.class, webhook -> {
            assertThat(webhook.url().origin().toString()).isEqualTo("http://localhost:9");
            assertThat(webhook.body()).isPresent();
            assertThat(webhook.toString()).isEqualTo("Webhook[http://localhost:9]");
        });
    }

    @Test
    void shouldMakeVariablesOfTemplates() throws Exception {
        // When
        TemplatedMutation mutation = graph.load(
                        "then: 'moveOrder(id: {{ event.id }}, input: { state: PAID, note: \"by {{ delivery.name }}, {{ response.charge.id }}\", tags: [{{ data.orderPlaced.state }}, \"x\"] })'")
                .deliveries()
                .get(0)
                .then()
                .orElseThrow();

        // Then
        assertThat(mutation.field()).isEqualTo("moveOrder");
        assertThat(mutation.document())
                .isEqualTo(
                        "mutation ($p0:ID!,$p1:String,$p3:String!){moveOrder(id:$p0,input:{state:PAID,note:$p1,tags:[$p3,\"x\"]}){__typename}}");
        assertThat(mutation.variables())
                .extracting(variable -> variable.name() + " " + variable.text() + " " + variable.required() + " "
                        + variable.place() + " " + variable.parts().size())
                .containsExactly(
                        "p0 false true moveOrder(id:) 1",
                        "p1 true false moveOrder(input:) 4",
                        "p3 false true moveOrder(input:) 1");
    }

    @Test
    void shouldKeepWhatAMutationSelects() throws Exception {
        // When
        DeliveryTarget target = graph.target("mutation: \"moveOrder(id: {{ event.id }}) { id state }\"");

        // Then
        assertThat(target)
                .isInstanceOfSatisfying(
                        DeliveryTarget.Mutation.class,
                        mutation -> assertThat(mutation.mutation().document())
                                .isEqualTo("mutation ($p0:ID!){moveOrder(id:$p0){id state}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                              | `1:1: is empty; it should hold a subscription`
            subscription {                                  | `1:15: not GraphQL: unexpected "<EOF>"`
            { order { id } }                                | `1:1: a delivery's document has one operation, a subscription, beside its fragments`
            subscription A { orderPlaced { id } } subscription B { orderPlaced { id } } | `1:1: a delivery's document has one operation, a subscription, beside its fragments`
            subscription { orderPlaced { idd } }            | `1:30: Validation error (FieldUndefined@[orderPlaced/idd]) : Field 'idd' in type 'Order' is undefined`
            subscription { orderGone { id } }               | `1:16: Validation error (FieldUndefined@[orderGone]) : Field 'orderGone' in type 'Subscription' is undefined`
            subscription { orderHint(id: 1) { id } }        | `1:16: a delivery cannot listen to Subscription.orderHint: its events are hints only (onChange), which nobody keeps`
            subscription { moved(actionId: 1) { actionId } } | `1:16: a delivery cannot listen to Subscription.moved: no topic feeds it: take a field with @eventsSubscribe`
            subscription { orderLogged(after: "x") { id } } | `1:16: after: a delivery keeps its own place in the log; leave the argument out`
            subscription { orderChanged(shop: "a b") { id } } | `1:16: the argument "shop" cannot be part of a topic: a topic must not contain white space or control characters`
            subscription { orderPlaced @include(if: true) { id } } | `1:28: @include: the root fields of a delivery say which topics it listens to, and depend on nothing`
            subscription ($s: ID!) { orderChanged(shop: $s) { id } } | `1:15: Variable 's' has an invalid value: Variable 's' has coerced Null value for NonNull type 'ID!'; the delivery "d" gives them under variables`
            type A { id: ID }                               | `1:1: a delivery's document has one operation, a subscription, beside its fragments`
            """)
    void shouldRefuseDocumentsAtTheirPlace(String document, String problem) {
        // Given
        graph.document(document == null ? "" : document);

        // Then
        assertThat(graph.problems("")).containsExactly(folder.resolve("d.graphql") + ":" + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            url: "http://other:9/x"                          | `target.url: http://other:9 may not be called; add "http://other:9" to actions.allow`
            url: "http://localhost:9/{{ data.orderPlaced.idd }}" | `target.url: {{ data.orderPlaced.idd }}: the document selects no "idd" there`
            url: "http://localhost:9", body: '{{ delivery.url }}'  | `target.body: {{ delivery.url }}: there are attempt, id, name, topic`
            topic: "a b"                                     | `target.topic: a topic must not contain white space or control characters`
            topic: "{{ event.to }}.a"                        | `target.topic: the first word must be written out, with no placeholder in it: no event may choose it`
            topic: "a{{ event.to }}"                         | `target.topic: the first word must be written out, with no placeholder in it: no event may choose it`
            topic: "weir:log"                                | `target.topic: a topic must not start with "weir:" or "__vertx"`
            topic: placed                                    | `target.topic: the delivery listens to "placed" itself: it would never come to rest`
            topic: model.Order.created                       | `target.topic: the topic "model.Order.created" is Weir's own: it tells what happened to a model, so write that`
            topic: a, provider: rabbit                       | `target.provider: there is no provider "rabbit"`
            bus: placed                                      | `target.bus: the delivery listens to "placed" itself: it would never come to rest`
            bus: __vertx.a                                   | `target.bus: a topic must not start with "weir:" or "__vertx"`
            mutation: "moveOrder(id: 1"                      | `target.mutation: "moveOrder(id: 1": it is not one field of Mutation with its arguments, such as updateOrder(id: {{ event.id }}, input: {state: PAID})`
            mutation: "a: moveOrder(id: 1)"                  | `target.mutation: "a: moveOrder(id: 1)": it is not one field of Mutation with its arguments, such as updateOrder(id: {{ event.id }}, input: {state: PAID})`
            mutation: "moveOrder(id: 1) count(n: 1)"         | `target.mutation: "moveOrder(id: 1) count(n: 1)": it is not one field of Mutation with its arguments, such as updateOrder(id: {{ event.id }}, input: {state: PAID})`
            mutation: "gone(id: 1)"                          | `target.mutation: "gone(id: 1)": Mutation has no field "gone"`
            mutation: "moveOrder"                            | `target.mutation: "moveOrder": Validation error (MissingFieldArgument@[moveOrder]) : Missing field argument 'id'`
            mutation: "moveOrder(id: 1, to: 2)"              | `target.mutation: "moveOrder(id: 1, to: 2)": Validation error (UnknownArgument@[moveOrder]) : Unknown field argument 'to'`
            mutation: "moveOrder(id: $id)"                   | `target.mutation: "moveOrder(id: $id)": placeholders stand for values of its arguments, and there are no variables`
            mutation: "moveOrder(id: 1) { {{ event.id }} }"  | `target.mutation: "moveOrder(id: 1) { {{ event.id }} }": it is not one field of Mutation with its arguments, such as updateOrder(id: {{ event.id }}, input: {state: PAID})`
            mutation: "moveOrder(id: 1, input: {state: GONE})" | `target.mutation: "moveOrder(id: 1, input: {state: GONE})": Validation error (WrongType@[moveOrder]) : argument 'input.state' with value 'EnumValue{name='GONE'}' is not a valid 'State' - Literal value not in allowable values for enum 'State' - 'EnumValue{name='GONE'}'`
            mutation: "count(n: {{ delivery.id }})"          | `target.mutation: "count(n: {{ delivery.id }})": {{ delivery.id }}: it is String, and Int! is expected there`
            mutation: "count(n: {{ data.orderPlaced.lines.n }})" | `target.mutation: "count(n: {{ data.orderPlaced.lines.n }})": {{ data.orderPlaced.lines.n }}: the document selects no "lines" there`
            """)
    void shouldRefuseTargets(String target, String problem) {
        assertThat(graph.problems("target: { " + target + " }"))
                .containsExactly(folder.resolve("weir.yaml") + ":7:3: the delivery \"d\": " + problem);
    }

    @Test
    void shouldNotLookIntoLists() {
        // Given
        graph.document("subscription { orderPlaced { ... on Order { lines { n } } } }");

        // Then
        assertThat(graph.problems("target: { mutation: \"count(n: {{ data.orderPlaced.lines.n }})\" }"))
                .singleElement()
                .asString()
                .endsWith(
                        "{{ data.orderPlaced.lines.n }}: \"n\" is in a list, and a placeholder cannot say in which of it");
    }

    @Test
    void shouldRefuseVariablesThatTheDocumentDoesNotHave() {
        assertThat(graph.problems("variables: { a: 1 }"))
                .containsExactly(folder.resolve("weir.yaml")
                        + ":7:3: the delivery \"d\": variables.a: the document has no variable $a");
    }

    @Test
    void shouldRefuseSeveralRootsWhereOneIsAllowed() throws Exception {
        // Given
        graph.document("subscription { orderPlaced { id } a: orderPlaced { id } }");
        WeirConfig config = graph.config("");
        DeliveryRules rules = new DeliveryRules(
                config.deliveries(),
                config.actions().origins(),
                config.providers().keySet(),
                false);

        // When
        List<Problem> problems = new ArrayList<>();
        DeliveryReader.read(rules, graph.load("").schema(), field -> Optional.empty(), problems);

        // Then
        assertThat(problems.get(0).message()).isEqualTo("it has 2 root fields, and graph.multipleRoots allows one");
    }

    @Test
    void shouldNotKeepHintsForOthers() {
        // Given
        graph.document("subscription { hinted { id } }");

        // Then
        assertThat(graph.problems(""))
                .singleElement()
                .asString()
                .contains(
                        "a stream of changes cannot have a topic whose events are kept, and log.topics or a delivery has");
    }

    @Test
    void shouldListenToAllTopicsOfARootEachOnce() throws Exception {
        // Given
        graph.document("subscription { a: orderMoved(from: 1, to: 2) { id } b: orderMoved(from: 3, to: 3) { id } }");

        // When
        Graph loaded = graph.load("");

        // Then
        DeliveryDefinition delivery = loaded.deliveries().get(0);
        assertThat(delivery.roots())
                .containsExactly(
                        new Root("a", "default", "arrived"),
                        new Root("a", "default", "left.1"),
                        new Root("a", "default", "left.2"),
                        new Root("b", "default", "arrived"),
                        new Root("b", "default", "left.3"));
        assertThat(delivery.root("b", "left.3")).contains(new Root("b", "default", "left.3"));
        assertThat(delivery.root("b", "left.1")).contains(new Root("b", "default", "arrived"));
        assertThat(loaded.log().find("default", "left.2")).isPresent();
    }

    @Test
    void shouldNotPassOverTheSystemsThatAFieldAwaits() throws Exception {
        // Given
        TopicFeed feed = new TopicFeed(
                "default",
                List.of(new TopicTemplate(Template.parse("placed", Set.of()))),
                Optional.empty(),
                List.of("search"),
                false);

        // When
        List<Problem> problems = new ArrayList<>();
        DeliveryReader.read(
                DeliveryRules.of(graph.config("")), graph.load("").schema(), field -> Optional.of(feed), problems);

        // Then
        assertThat(problems)
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo(
                        "a delivery cannot listen to Subscription.orderPlaced: it awaits search, and deliveries wait for"
                                + " no system: take a field of the same topic without awaits");
    }

    @Test
    void shouldReadAllDeliveries() {
        // When
        GraphException refused = catchThrowableOfType(
                GraphException.class,
                () -> GraphLoader.load(graph.config("")
                        .with(List.of(
                                DeliveryConfig.of("a", folder.resolve("none.graphql"), new TargetConfig.Bus("a")),
                                DeliveryConfig.of("b", folder.resolve("d.graphql"), new TargetConfig.Bus("placed"))))));

        // Then
        assertThat(refused.problems()).hasSize(2);
    }
}
