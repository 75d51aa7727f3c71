package io.weir.graph;

import graphql.language.AstPrinter;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.NullValue;
import graphql.language.Value;
import io.weir.config.Problem;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Values;
import io.weir.graph.EventDirective.Role;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.template.TemplateChecker;
import io.weir.graph.template.TopicTemplate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the source of every root field from its directives; says what is wrong with them, where, and the fix. */
final class RootSourceReader {

    static final String VERSION_FIELD = "weirVersion";

    private static final Scalar<Duration> TIMEOUT = Values.duration(Duration.ofMillis(1), Duration.ofHours(1));

    /** Ours, and Cosmo's, which is the same. */
    private static final List<String> FILTERS = List.of("subscriptionFilter", "openfed__subscriptionFilter");

    /** Arguments of subscriptions that later versions honour. */
    private static final Set<String> UNSERVED = Set.of("resume", "id", "onChange", "streamConfiguration");

    /** Ours, and Cosmo's, which is the same; either goes with every directive. */
    private static final List<String> PUBLISH_RESULTS = List.of("PublishEventResult!", "edfs__PublishResult!");

    private final TypeIndex types;
    private final Set<String> providers;
    private final List<Problem> problems;
    private final TemplateChecker templates;

    RootSourceReader(TypeIndex types, Set<String> providers, List<Problem> problems) {
        this.types = types;
        this.providers = providers;
        this.problems = problems;
        this.templates = new TemplateChecker(types, problems);
    }

    Map<Graph.FieldName, RootSource> read() {
        Map<Graph.FieldName, RootSource> sources = new HashMap<>();
        for (String type : types.names()) {
            for (FieldDefinition field : types.fields(type)) {
                checkPlaces(type, field);
                if (root(type)) {
                    source(type, field).ifPresent(s -> sources.put(new Graph.FieldName(type, field.getName()), s));
                }
            }
        }
        return sources;
    }

    private boolean root(String type) {
        return Stream.of(Role.values()).anyMatch(role -> standsOn(role, type));
    }

    private boolean standsOn(Role role, String type) {
        return role.operations().stream()
                .anyMatch(operation -> types.rootName(operation).equals(type));
    }

    private void checkPlaces(String type, FieldDefinition field) {
        for (Directive directive : field.getDirectives()) {
            Optional<Role> role = FILTERS.contains(directive.getName())
                    ? Optional.of(Role.SUBSCRIBE)
                    : EventDirective.of(directive).map(EventDirective::role);
            role.filter(r -> !standsOn(r, type))
                    .ifPresent(r -> problems.add(Sdl.problem(
                            directive,
                            "@%s may only stand on a field of %s, not on %s.%s"
                                    .formatted(directive.getName(), allowed(r), type, field.getName()))));
        }
    }

    private String allowed(Role role) {
        return role.operations().stream().map(types::rootName).collect(Collectors.joining(" or "));
    }

    private Optional<RootSource> source(String type, FieldDefinition field) {
        List<Directive> directives = field.getDirectives().stream()
                .filter(directive -> EventDirective.of(directive).isPresent())
                .toList();
        if (directives.size() > 1) {
            problems.add(Sdl.problem(
                    directives.get(1),
                    "%s.%s has two sources, @%s and @%s; keep one"
                            .formatted(
                                    type,
                                    field.getName(),
                                    directives.get(0).getName(),
                                    directives.get(1).getName())));
            return Optional.empty();
        }
        if (directives.isEmpty()) {
            return withoutDirective(type, field);
        }
        Directive directive = directives.get(0);
        return EventDirective.of(directive).map(event -> source(field, directive, event));
    }

    private RootSource source(FieldDefinition field, Directive directive, EventDirective event) {
        TopicTemplate topic = templates.topic(field, directive, event.topicArgument(), topic(directive, event));
        String provider = provider(directive, event);
        return switch (event.role()) {
            case REQUEST -> {
                checkComposite(field, directive);
                yield new RootSource.EventsRequest(provider, topic, duration(directive, "timeout"));
            }
            case PUBLISH -> {
                checkPublishResult(field, directive, event);
                yield new RootSource.EventsPublish(provider, topic);
            }
            case SUBSCRIBE -> {
                checkComposite(field, directive);
                checkServed(directive);
                yield new RootSource.EventsSubscribe(
                        provider,
                        topic,
                        filter(field),
                        duration(directive, "awaitEntity").orElse(Duration.ZERO));
            }
        };
    }

    private String topic(Directive directive, EventDirective event) {
        List<String> topics = event.topics(directive);
        if (topics.size() != 1) {
            problems.add(Sdl.problem(
                    directive,
                    "@%s(%s:) names %s topics; this version of Weir serves one topic for each field"
                            .formatted(
                                    directive.getName(),
                                    event.topicArgument(),
                                    topics.isEmpty() ? "no" : topics.size())));
        }
        return topics.isEmpty() ? "" : topics.get(0);
    }

    private Optional<RootSource> withoutDirective(String type, FieldDefinition field) {
        if (type.equals(types.rootName("query")) && field.getName().equals(VERSION_FIELD)) {
            return Optional.of(new RootSource.WeirVersion());
        }
        List<String> fitting = Stream.of(EventDirective.REQUEST, EventDirective.PUBLISH, EventDirective.SUBSCRIBE)
                .filter(event -> standsOn(event.role(), type))
                .map(event -> "@" + event.directive() + "(topic: …)")
                .sorted()
                .toList();
        problems.add(Sdl.problem(
                field, "%s.%s has no source; add %s".formatted(type, field.getName(), String.join(" or ", fitting))));
        return Optional.empty();
    }

    private String provider(Directive directive, EventDirective event) {
        String provider = event.provider(directive);
        if (!providers.contains(provider)) {
            problems.add(Sdl.problem(
                    directive,
                    "@%s(%s: \"%s\"): no such provider; the configuration has %s"
                            .formatted(
                                    directive.getName(),
                                    event.providerArgument(),
                                    provider,
                                    String.join(
                                            ", ", providers.stream().sorted().toList()))));
        }
        return provider;
    }

    private Optional<Duration> duration(Directive directive, String argument) {
        Optional<String> text = Sdl.text(directive, argument);
        try {
            return text.map(TIMEOUT::parse);
        } catch (IllegalArgumentException e) {
            problems.add(
                    Sdl.problem(directive, "@%s(%s:): %s".formatted(directive.getName(), argument, e.getMessage())));
            return Optional.empty();
        }
    }

    private void checkComposite(FieldDefinition field, Directive directive) {
        if (TypeIndex.list(field.getType()) || !types.composite(TypeIndex.bareName(field.getType()))) {
            problems.add(Sdl.problem(
                    directive,
                    "@%s needs a field whose type is an object, interface or union, since one JSON object comes back; \"%s\" is %s"
                            .formatted(directive.getName(), field.getName(), AstPrinter.printAst(field.getType()))));
        }
    }

    private void checkPublishResult(FieldDefinition field, Directive directive, EventDirective event) {
        String type = AstPrinter.printAst(field.getType());
        if (!PUBLISH_RESULTS.contains(type)) {
            problems.add(Sdl.problem(
                    directive,
                    "@%s needs a field of type %s; \"%s\" is %s"
                            .formatted(
                                    directive.getName(),
                                    PUBLISH_RESULTS.get(event == EventDirective.PUBLISH ? 0 : 1),
                                    field.getName(),
                                    type)));
        }
    }

    private void checkServed(Directive subscribe) {
        subscribe.getArguments().stream()
                .filter(argument -> UNSERVED.contains(argument.getName()))
                .filter(argument -> !off(argument.getValue()))
                .forEach(argument -> problems.add(Sdl.problem(
                        subscribe,
                        "@%s(%s:) is not served by this version of Weir yet"
                                .formatted(subscribe.getName(), argument.getName()))));
    }

    /** Whether a value says what leaving the argument out says. */
    private static boolean off(Value<?> value) {
        return value instanceof NullValue || (value instanceof BooleanValue flag && !flag.isValue());
    }

    private Optional<EventFilter> filter(FieldDefinition field) {
        return FILTERS.stream()
                .flatMap(name -> Sdl.directive(field, name).stream())
                .findFirst()
                .flatMap(directive -> new EventFilterReader(types, field, templates, problems).read(directive));
    }
}
