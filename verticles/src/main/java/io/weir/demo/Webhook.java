package io.weir.demo;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One webhook of GitHub.
 *
 * @param event what it says in the header {@code X-GitHub-Event}
 * @param payload its body, as {@link io.weir.json.Json} parses it
 */
record Webhook(String event, Map<String, @Nullable Object> payload) {

    /** One topic for everything. */
    static final String ALL = "github.events";

    /** The events whose type the schema has; the rest is {@link #OTHER}. */
    static final Map<String, String> TYPES = Map.of(
            "pull_request", "PullRequestEvent",
            "pull_request_review", "PullRequestReviewEvent",
            "issues", "IssuesEvent",
            "issue_comment", "IssueCommentEvent",
            "push", "PushEvent",
            "release", "ReleaseEvent",
            "star", "StarEvent");

    static final String OTHER = "OtherEvent";

    /** The object type that the payload is of. */
    String typeName() {
        return TYPES.getOrDefault(event, OTHER);
    }

    /** The payload with what GitHub says beside it: its type for GraphQL, and the event's name. */
    JsonObject representation() {
        Map<String, @Nullable Object> representation = new LinkedHashMap<>();
        representation.put("__typename", typeName());
        representation.put("event", event);
        representation.putAll(payload);
        return new JsonObject(representation);
    }

    /** {@code OWNER/NAME}; empty where it happened in an organization or an account. */
    Optional<String> repository() {
        return payload.get("repository") instanceof Map<?, ?> repository
                        && repository.get("full_name") instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Where subscribers look for it: everything, its kind, its kind in its repository. */
    List<String> topics() {
        String kind = "github." + event;
        return repository().map(name -> List.of(ALL, kind, kind + "." + name)).orElseGet(() -> List.of(ALL, kind));
    }

    /** Tells every topic of it, as any verticle may. */
    void publish(EventBus bus) {
        JsonObject representation = representation();
        topics().forEach(topic -> bus.publish(topic, representation));
    }
}
