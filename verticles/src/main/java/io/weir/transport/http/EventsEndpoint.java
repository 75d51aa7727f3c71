package io.weir.transport.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.weir.bus.EventAttributes;
import io.weir.bus.PublishOutcome;
import io.weir.config.WeirConfig;
import io.weir.json.Json;
import io.weir.source.ReservedTopics;
import io.weir.source.TopicClient;
import io.weir.source.TopicName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * {@code POST /events/{topic}}: publishes one event, JSON or a CloudEvent, to a provider; topics that are Weir's own are
 * refused with status 403. Belongs to one event loop.
 */
final class EventsEndpoint {

    static final String PATH = "/events/";

    private final Intake intake;
    private final TopicClient topics;
    private final Set<String> providers;

    EventsEndpoint(Intake intake, TopicClient topics, Set<String> providers) {
        this.intake = intake;
        this.topics = topics;
        this.providers = providers;
    }

    /**
     * Answers 202 once the provider has accepted the event, 503 when it refused.
     *
     * @throws HttpProblem when the request is not one to publish
     */
    void handle(HttpServerRequest request) {
        if (!intake.admits(request)) {
            return;
        }
        Target target = target(request);
        EventContent content = EventContent.of(request);
        intake.read(request, body -> publish(request, target, content, body));
    }

    private Target target(HttpServerRequest request) {
        Map<String, List<String>> parameters = QueryString.parse(request.uri());
        String provider =
                Objects.requireNonNullElse(QueryString.single(parameters, "provider"), WeirConfig.DEFAULT_PROVIDER);
        if (!providers.contains(provider)) {
            throw HttpProblem.badRequest(
                    "no provider is named \"%s\": the configuration names them under providers".formatted(provider));
        }
        String topic = QueryString.path(request.uri()).substring(PATH.length());
        TopicName.check(topic).ifPresent(reason -> {
            throw HttpProblem.badRequest(reason);
        });
        ReservedTopics.check(provider, topic).ifPresent(reason -> {
            throw new HttpProblem(403, reason);
        });
        return new Target(provider, topic);
    }

    private void publish(HttpServerRequest request, Target target, EventContent content, Buffer body) {
        PublishedEvent event = content.read(body);
        topics.publish(target.provider, target.topic, attributes(request, event), event.payload())
                .onComplete(outcome -> answer(request, target, outcome.result()));
    }

    /** With the depth that the request has, or the event itself where that is deeper. */
    private static EventAttributes attributes(HttpServerRequest request, PublishedEvent event) {
        int depth = EventAttributes.depth(request.getHeader(EventAttributes.DEPTH_HEADER));
        return event.attributes().withDepth(Math.max(depth, event.attributes().depth()));
    }

    private static void answer(HttpServerRequest request, Target target, PublishOutcome outcome) {
        if (outcome.accepted()) {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("topic", target.topic);
            body.put("provider", target.provider);
            Replies.send(request, 202, ResultType.JSON.contentType(), Json.write(body));
        } else {
            HttpProblem refused = new HttpProblem(
                    503, "provider \"%s\" did not accept the event: %s".formatted(target.provider, outcome.reason()));
            Replies.problem(request, ResultType.JSON, refused);
        }
    }

    /** Where an event goes. */
    private record Target(String provider, String topic) {}
}
