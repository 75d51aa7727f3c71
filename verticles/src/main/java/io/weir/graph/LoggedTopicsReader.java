package io.weir.graph;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.RootSource.EventsSubscribe;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.log.LoggedTopics;
import io.weir.graph.log.TemplatePattern;
import io.weir.graph.log.TopicPattern;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.template.TopicTemplate;
import io.weir.source.ReservedTopics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that are fed by topics in, all topics that are logged out. What fields of one topic say of it must not differ:
 * every event of it has one id, whichever of them gets it.
 */
final class LoggedTopicsReader {

    private final List<Subscribed> fields = new ArrayList<>();
    private final List<LoggedTopic> configured;
    private final boolean models;
    private final List<Problem> problems;

    private LoggedTopicsReader(List<LoggedTopic> configured, boolean models, List<Problem> problems) {
        this.configured = configured;
        this.models = models;
        this.problems = problems;
    }

    /**
     * A field of Subscription and a topic that feeds it.
     *
     * @param at its directive
     */
    private record Subscribed(String field, EventsSubscribe source, TopicPattern pattern, Directive at) {

        boolean resumable() {
            return source.resumeArgument().isPresent();
        }

        /** Whether no other topic feeds the field. */
        boolean alone() {
            return source.topics().size() == 1;
        }

        boolean overlaps(String provider, TopicPattern other) {
            return source.provider().equals(provider) && pattern.overlaps(other);
        }
    }

    /** Reads them; {@code configured} are logged whatever fields say. */
    static LoggedTopics read(LocalSchema schema, List<LoggedTopic> configured, List<Problem> problems) {
        LoggedTopicsReader reader =
                new LoggedTopicsReader(configured, !schema.models().isEmpty(), problems);
        if (schema.subgraph().types().get(RootTypes.SUBSCRIPTION) instanceof ObjectTypeDefinition subscription) {
            subscription.getFieldDefinitions().forEach(field -> reader.add(field, schema));
        }
        return reader.read();
    }

    private void add(FieldDefinition field, LocalSchema schema) {
        RootSource source = schema.sources().get(new Graph.FieldName(RootTypes.SUBSCRIPTION, field.getName()));
        if (source instanceof EventsSubscribe events) {
            Directive at = field.getDirectives().stream()
                    .filter(directive -> EventDirective.of(directive).isPresent())
                    .findFirst()
                    .orElseThrow();
            for (TopicTemplate topic : events.topics()) {
                fields.add(new Subscribed(field.getName(), events, TemplatePattern.of(topic), at));
            }
        }
    }

    private LoggedTopics read() {
        List<Subscribed> named = new ArrayList<>();
        for (Subscribed field : fields) {
            checkModels(field);
            Optional<String> logged = logged(field);
            if (field.source().onChange()) {
                checkChanges(field, logged);
            } else if (field.resumable() || (field.source().idField().isPresent() && logged.isPresent())) {
                checkIds(field, named);
                named.add(field);
            } else if (field.source().idField().isPresent()) {
                problem(
                        field,
                        "id:",
                        "nothing keeps this topic's events, so their ids are of no use: add resume:, or"
                                + " name the topic under log.topics");
            }
        }
        Map<List<Object>, LoggedTopic> all = new LinkedHashMap<>();
        for (Subscribed field : named) {
            add(
                    all,
                    new LoggedTopic(
                            field.source().provider(),
                            field.pattern(),
                            field.source().idField()));
        }
        configured.forEach(topic -> add(all, topic));
        return new LoggedTopics(List.copyOf(all.values()));
    }

    private static void add(Map<List<Object>, LoggedTopic> all, LoggedTopic topic) {
        all.merge(
                List.of(topic.provider(), topic.pattern()),
                topic,
                (known, same) -> known.idField().isPresent() ? known : same);
    }

    /** By whom a field's events are kept, in words; empty when they are not. */
    private Optional<String> logged(Subscribed field) {
        return fields.stream()
                .filter(Subscribed::resumable)
                .filter(other -> field.overlaps(other.source().provider(), other.pattern()))
                .map(other -> "Subscription." + other.field() + " resumes it")
                .findFirst()
                .or(() -> configured.stream()
                        .filter(topic -> field.overlaps(topic.provider(), topic.pattern()))
                        .map(topic -> ReservedTopics.ofModels(
                                        topic.provider(), topic.pattern().toString())
                                ? "what happens to models always is"
                                : "log.topics or a delivery has \"" + topic.pattern() + "\"")
                        .findFirst());
    }

    private void checkModels(Subscribed field) {
        String topic = field.pattern().toString();
        if (!models || !ReservedTopics.ofModels(field.source().provider(), topic)) {
            return;
        }
        if (field.source().idField().isPresent()) {
            problem(field, "id:", "an event of a model has no id of its own: leave it out, and use resume: alone");
        }
        boolean known = configured.stream().anyMatch(kept -> kept.pattern().equals(field.pattern()));
        if (field.pattern().exact() && !known) {
            problem(field, "\"" + topic + "\"", "no model has this topic: model.TYPE.created, .updated or .deleted");
        }
    }

    private void checkChanges(Subscribed field, Optional<String> logged) {
        if (field.resumable() || field.source().idField().isPresent()) {
            problem(
                    field,
                    "onChange: true",
                    "changes are compared, not counted, so a stream of them has no event ids:"
                            + " remove resume: and id:, or onChange:");
        } else if (logged.isPresent()) {
            problem(
                    field,
                    "onChange: true",
                    "a stream of changes cannot have a topic whose events are kept, and %s:".formatted(logged.get())
                            + " take another topic for these hints");
        }
    }

    private void checkIds(Subscribed field, List<Subscribed> others) {
        if (!field.alone()) {
            return; // its ids are places in the log, whatever its events name
        }
        others.stream()
                .filter(other -> other.alone() && field.overlaps(other.source().provider(), other.pattern()))
                .filter(other -> !field.source().idField().equals(other.source().idField()))
                .findFirst()
                .ifPresent(other -> problem(
                        field,
                        field.source().idField().map("id: \"%s\""::formatted).orElse("resume:"),
                        "an event of this topic may also be one of Subscription.%s, whose event ids are %s: let both say the same id:"
                                .formatted(
                                        other.field(),
                                        other.source()
                                                .idField()
                                                .map("its field \"%s\""::formatted)
                                                .orElse("opaque"))));
    }

    private void problem(Subscribed field, String argument, String wrong) {
        problems.add(Sdl.problem(field.at(), "@%s(%s): %s".formatted(field.at().getName(), argument, wrong)));
    }
}
