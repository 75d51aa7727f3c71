package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.graph.GraphLoader;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest {

    @ParameterizedTest
    @CsvSource({
        "pull_request, PullRequestEvent",
        "pull_request_review, PullRequestReviewEvent",
        "issues, IssuesEvent",
        "issue_comment, IssueCommentEvent",
        "push, PushEvent",
        "release, ReleaseEvent",
        "star, StarEvent",
        "workflow_run, OtherEvent"
    })
    void shouldNameItsType(String event, String type) {
        assertThat(new Webhook(event, Map.of()).representation().encode())
                .isEqualTo("{\"__typename\":\"%s\",\"event\":\"%s\"}".formatted(type, event));
    }

    @Test
    void shouldNameEveryTypeThatTheSchemaHasAndNoOther() throws Exception {
        // Given
        WeirConfig config = ConfigLoader.load(DemoFixture.FOLDER.resolve("weir.yaml"), Map.of());
        GraphQLSchema schema = GraphLoader.load(config).schema();

        // When
        Set<String> declared = schema.getImplementations((GraphQLInterfaceType) schema.getType("GitHubEvent")).stream()
                .map(GraphQLNamedType::getName)
                .collect(Collectors.toSet());

        // Then
        Set<String> given = Stream.concat(Webhook.TYPES.values().stream(), Stream.of(Webhook.OTHER))
                .collect(Collectors.toSet());
        assertThat(given).isEqualTo(declared);
    }

    @Test
    void shouldTellItsRepositorysTopicToo() {
        Webhook star = new Webhook("star", Map.of("repository", Map.of("full_name", "octo-org/octo.repo")));

        assertThat(star.topics()).containsExactly("github.events", "github.star", "github.star.octo-org/octo.repo");
    }

    @Test
    void shouldDoWithoutARepository() {
        assertThat(new Webhook("organization", Map.of()).topics())
                .containsExactly("github.events", "github.organization");
    }
}
