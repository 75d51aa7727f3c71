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
import io.weir.graph.action.SystemsReader;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.template.TemplateChecker;
import io.weir.graph.template.TopicTemplate;
import io.weir.source.ReservedTopics;
import io.weir.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the source of a root field that a directive ties to a topic; says what is wrong with it, where, and the fix. */
final class EventSourceReader {

    /** Ours, and Cosmo's, which is the same. */
    static final List<String> FILTERS = List.of("subscriptionFilter", "openfed__subscriptionFilter");

    private static final Scalar<Duration> TIMEOUT = Values.duration(Duration.ofMillis(1), Duration.ofHours(1));

    /** Arguments of subscriptions that later versions honour. */
    private static final Set<String> UNSERVED = Set.of("streamConfiguration");

    /** Ours, and Cosmo's, which is the same; either goes with every directive. */
    private static final List<String> PUBLISH_RESULTS = List.of("PublishEventResult!", "edfs__PublishResult!");

    private final TypeIndex types;
    private final Set<String> providers;
    private final Set<String> unanswering;
    private final TemplateChecker templates;
    private final List<Problem> problems;
    private final TopicsReader topics;
    private final ResumeReader resumption;
    private final SystemsReader systems;

    /**
     * Reads the sources of a schema with these types.
     *
     * @param providers the names of the configured providers
     * @param unanswering those of them over which nothing can be asked
     * @param systems those that events may wait for
     */
    EventSourceReader(
            TypeIndex types,
            Set<String> providers,
            Set<String> unanswering,
            SystemsReader systems,
            TemplateChecker templates,
            List<Problem> problems) {
        this.types = types;
        this.providers = providers;
        this.unanswering = unanswering;
        this.templates = templates;
        this.systems = systems;
        this.problems = problems;
        this.topics = new TopicsReader(templates, problems);
        this.resumption = new ResumeReader(types, problems);
    }

    RootSource read(FieldDefinition field, Directive directive, EventDirective event) {
        List<TopicTemplate> named = topics.read(field, directive, event);
        String provider = provider(directive, event);
        return switch (event.role()) {
            case REQUEST -> {
                TopicTemplate topic = named.get(0);
                checkAnswers(directive, event, provider);
                checkComposite(field, directive);
                checkOpen(directive, event, provider, topic);
                yield new RootSource.EventsRequest(provider, topic, duration(directive, "timeout"));
            }
            case PUBLISH -> {
                TopicTemplate topic = named.get(0);
                checkPublishResult(field, directive, event);
                checkOpen(directive, event, provider, topic);
                yield new RootSource.EventsPublish(provider, topic);
            }
            case SUBSCRIBE -> {
                checkComposite(field, directive);
                checkServed(directive);
                Optional<EventFilter> filter = filter(field);
                yield new RootSource.EventsSubscribe(
                        provider,
                        named,
                        filter,
                        duration(directive, "awaitEntity").orElse(Duration.ZERO),
                        resumption.resume(field, directive, named, filter),
                        resumption.id(field, directive),
                        systems.read(directive, "awaits", EventSourceReader::wrong),
                        Sdl.flag(directive, "onChange"));
            }
        };
    }

    /** What systems are told of is the event: no mutation was called, so there are no arguments. */
    private static List<String> wrong(Template template) {
        return template.placeholders(Template.Scope.ARGS).stream()
                .map(argument ->
                        "an event has no {{ %s }}: await a system whose templates take {{ response.FIELD }} of it"
                                .formatted(argument.name()))
                .toList();
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

    private void checkAnswers(Directive directive, EventDirective event, String provider) {
        if (unanswering.contains(provider)) {
            problems.add(Sdl.problem(
                    directive,
                    "@%s(%s: \"%s\"): this provider is Kafka, over which nothing can be asked; use one of another kind, or @action"
                            .formatted(directive.getName(), event.providerArgument(), provider)));
        }
    }

    private Optional<Duration> duration(Directive directive, String argument) {
        String what = "@%s(%s:)".formatted(directive.getName(), argument);
        return Sdl.parse(directive, what, Sdl.text(directive, argument), TIMEOUT::parse, problems);
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

    /** What an argument leads to is only known with it; it is refused then. */
    private void checkOpen(Directive directive, EventDirective event, String provider, TopicTemplate topic) {
        ReservedTopics.check(provider, topic.pattern())
                .ifPresent(reserved -> problems.add(Sdl.problem(
                        directive,
                        "@%s(%s:): %s"
                                .formatted(
                                        directive.getName(),
                                        event.topicArguments().get(0),
                                        reserved))));
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
