package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.vertx.core.json.JsonObject;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every webhook of the npm package, through a running node, to subscriptions that select everything there is. */
@Timeout(300)
class WebhookPackageIT {

    /** A subscription field, the event that feeds it, and its arguments for a repository. */
    private record Feed(String field, String event, UnaryOperator<String> arguments) {

        Feed(String field, String event) {
            this(field, event, "repository: \"%s\""::formatted);
        }

        /** The schema leaves the comments of bots out. */
        boolean takes(Webhook webhook) {
            boolean bot =
                    webhook.payload().get("sender") instanceof Map<?, ?> sender && "Bot".equals(sender.get("type"));
            return webhook.event().equals(event) && !(field.equals("issueComments") && bot);
        }
    }

    private static final List<Feed> FEEDS = List.of(
            new Feed("pullRequests", "pull_request"),
            new Feed("pullRequestReviews", "pull_request_review"),
            new Feed("pushes", "push"),
            new Feed("releases", "release"),
            new Feed("issues", "issues"),
            new Feed("issueComments", "issue_comment"),
            new Feed("stars", "star", "repositories: [\"%s\"]"::formatted));

    @Test
    void shouldDeliverEveryWebhookWithoutAnError() throws Exception {
        List<Webhook> webhooks = WebhookPackage.read();
        assertThat(webhooks).hasSizeGreaterThan(700);

        try (DemoFixture demo = DemoFixture.start(new Pace(DemoFixture.NEVER, DemoFixture.NEVER))) {
            // Given everything, and each kind in each repository where it happens
            GraphQLSchema schema = demo.graph().schema();
            assertThat(FEEDS).extracting(Feed::field).containsExactlyInAnyOrderElementsOf(fields(demo.graph()));
            DemoClient client = demo.client();
            Listener everything = client.listen(
                    "subscription { githubEvents { __typename event"
                            + " repository { full_name } organization { login } sender { login } ... on OtherEvent { action } } }");
            Map<Listener, Integer> expected = new HashMap<>();
            for (Feed feed : FEEDS) {
                for (Map.Entry<String, Long> repository :
                        repositories(webhooks, feed).entrySet()) {
                    Listener listener = client.listen(subscription(schema, feed, repository.getKey()));
                    expected.put(listener, repository.getValue().intValue());
                }
            }

            // When
            for (Webhook webhook : webhooks) {
                webhook.publish(demo.demo().server().vertx().eventBus());
                assertThat(everything.next().encode())
                        .doesNotContain("\"errors\"")
                        .contains("\"event\":\"" + webhook.event() + "\"");
            }

            // Then
            for (Map.Entry<Listener, Integer> entry : expected.entrySet()) {
                List<JsonObject> responses = entry.getKey().next(entry.getValue());
                assertThat(responses)
                        .allSatisfy(response -> assertThat(response.fieldNames())
                                .as(response.encode())
                                .containsExactly("data"));
                assertThat(entry.getKey().rest()).isEmpty();
            }
            assertThat(everything.rest()).isEmpty();
        }
    }

    /** Those that are fed by webhooks of one kind. */
    private static List<String> fields(Graph graph) {
        return graph.schema().getSubscriptionType().getFieldDefinitions().stream()
                .map(GraphQLFieldDefinition::getName)
                .filter(field -> graph.source("Subscription", field) instanceof RootSource.EventsSubscribe events
                        && events.topics().get(0).pattern().startsWith("github."))
                .filter(field -> !field.equals("githubEvents"))
                .toList();
    }

    private static Map<String, Long> repositories(List<Webhook> webhooks, Feed feed) {
        Map<String, Long> repositories = webhooks.stream()
                .filter(feed::takes)
                .map(Webhook::repository)
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        assertThat(repositories).as(feed.field()).isNotEmpty();
        return repositories;
    }

    private static String subscription(GraphQLSchema schema, Feed feed, String repository) {
        GraphQLFieldDefinition field = schema.getSubscriptionType().getFieldDefinition(feed.field());
        GraphQLObjectType type = (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(field.getType());
        return "subscription { %s(%s) %s }"
                .formatted(feed.field(), feed.arguments().apply(repository), FullSelection.of(type));
    }
}
