package io.weir.graph;

import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.FieldDefinition;
import io.weir.config.Problem;
import io.weir.config.WeirConfig;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Values;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the source of every root field from its directives; says what is wrong with them, where, and the fix. */
final class RootSourceReader {

    static final String VERSION_FIELD = "weirVersion";

    private static final Scalar<Duration> TIMEOUT = Values.duration(Duration.ofMillis(1), Duration.ofHours(1));

    private static final String REQUEST = "eventsRequest";
    private static final String PUBLISH = "eventsPublish";
    private static final String SUBSCRIBE = "eventsSubscribe";
    private static final String FILTER = "subscriptionFilter";

    /** Which directive may stand on the fields of which root types. */
    private static final Map<String, List<String>> ROOTS = Map.of(
            REQUEST, List.of("query", "mutation"),
            PUBLISH, List.of("mutation"),
            SUBSCRIBE, List.of("subscription"),
            FILTER, List.of("subscription"));

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
        return ROOTS.values().stream()
                .flatMap(List::stream)
                .anyMatch(op -> types.rootName(op).equals(type));
    }

    private void checkPlaces(String type, FieldDefinition field) {
        ROOTS.forEach((name, operations) -> Sdl.directive(field, name).ifPresent(directive -> {
            List<String> allowed = operations.stream().map(types::rootName).toList();
            if (!allowed.contains(type)) {
                problems.add(Sdl.problem(
                        directive,
                        "@%s may only stand on a field of %s, not on %s.%s"
                                .formatted(name, String.join(" or ", allowed), type, field.getName())));
            }
        }));
    }

    private Optional<RootSource> source(String type, FieldDefinition field) {
        List<Directive> directives = field.getDirectives().stream()
                .filter(d -> Set.of(REQUEST, PUBLISH, SUBSCRIBE).contains(d.getName()))
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
        TopicTemplate topic = templates.topic(field, directive);
        String provider = provider(directive);
        return switch (directive.getName()) {
            case REQUEST -> {
                checkComposite(field, directive);
                yield Optional.of(new RootSource.EventsRequest(provider, topic, timeout(directive)));
            }
            case PUBLISH -> {
                checkPublishResult(field, directive);
                yield Optional.of(new RootSource.EventsPublish(provider, topic));
            }
            default -> {
                checkComposite(field, directive);
                checkServed(directive);
                yield Optional.of(new RootSource.EventsSubscribe(provider, topic, filter(field)));
            }
        };
    }

    private Optional<RootSource> withoutDirective(String type, FieldDefinition field) {
        if (type.equals(types.rootName("query")) && field.getName().equals(VERSION_FIELD)) {
            return Optional.of(new RootSource.WeirVersion());
        }
        List<String> fitting = ROOTS.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(FILTER))
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(op -> types.rootName(op).equals(type)))
                .map(entry -> "@" + entry.getKey() + "(topic: …)")
                .sorted()
                .toList();
        problems.add(Sdl.problem(
                field, "%s.%s has no source; add %s".formatted(type, field.getName(), String.join(" or ", fitting))));
        return Optional.empty();
    }

    private String provider(Directive directive) {
        String provider = Sdl.text(directive, "provider").orElse(WeirConfig.DEFAULT_PROVIDER);
        if (!providers.contains(provider)) {
            problems.add(Sdl.problem(
                    directive,
                    "@%s(provider: \"%s\"): no such provider; the configuration has %s"
                            .formatted(
                                    directive.getName(),
                                    provider,
                                    String.join(
                                            ", ", providers.stream().sorted().toList()))));
        }
        return provider;
    }

    private Optional<Duration> timeout(Directive directive) {
        Optional<String> text = Sdl.text(directive, "timeout");
        try {
            return text.map(TIMEOUT::parse);
        } catch (IllegalArgumentException e) {
            problems.add(Sdl.problem(directive, "@%s(timeout:): %s".formatted(directive.getName(), e.getMessage())));
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

    private void checkPublishResult(FieldDefinition field, Directive directive) {
        String type = AstPrinter.printAst(field.getType());
        if (!type.equals("PublishEventResult!")) {
            problems.add(Sdl.problem(
                    directive,
                    "@%s needs a field of type PublishEventResult!; \"%s\" is %s"
                            .formatted(directive.getName(), field.getName(), type)));
        }
    }

    private void checkServed(Directive subscribe) {
        List<String> unserved = new ArrayList<>();
        Sdl.text(subscribe, "resume").ifPresent(name -> unserved.add("resume"));
        Sdl.text(subscribe, "id").ifPresent(name -> unserved.add("id"));
        if (Sdl.flag(subscribe, "onChange")) {
            unserved.add("onChange");
        }
        unserved.forEach(name -> problems.add(Sdl.problem(
                subscribe, "@%s(%s:) is not served by this version of Weir yet".formatted(SUBSCRIBE, name))));
    }

    private Optional<EventFilter> filter(FieldDefinition field) {
        return Sdl.directive(field, FILTER)
                .flatMap(directive -> new EventFilterReader(types, field, templates, problems).read(directive));
    }
}
