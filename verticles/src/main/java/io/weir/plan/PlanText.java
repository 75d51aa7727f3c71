package io.weir.plan;

import graphql.language.AstPrinter;
import graphql.parser.Parser;
import io.weir.graph.RootSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes a plan for people: each fetch with its number, whom it asks, after which others, where the objects stand and how
 * they are named, and the text that is sent. For one plan; for one thread.
 */
public final class PlanText {

    private static final String STEP = "  ";

    private final StringBuilder text = new StringBuilder();
    private final UnaryOperator<String> operations;

    private PlanText(UnaryOperator<String> operations) {
        this.operations = operations;
    }

    /** With operations laid out over several lines. */
    public static String of(OperationPlan plan) {
        return new PlanText(PlanText::laidOut).write(plan);
    }

    /** With operations as they are sent, one line for each fetch. */
    public static String compact(OperationPlan plan) {
        return new PlanText(query -> query).write(plan);
    }

    private static String laidOut(String query) {
        return AstPrinter.printAst(Parser.parse(query)).strip();
    }

    private String write(OperationPlan plan) {
        int stage = 0;
        for (FetchGraph fetches : plan.stages()) {
            if (plan.stages().size() > 1) {
                line("", "stage " + ++stage);
            }
            write(fetches, plan.stages().size() > 1 ? STEP : "");
        }
        return text.toString();
    }

    private void write(FetchGraph fetches, String indent) {
        for (int place = 0; place < fetches.nodes().size(); place++) {
            write(fetches.nodes().get(place), place + 1, indent);
        }
    }

    private void write(FetchNode node, int number, String indent) {
        if (node instanceof SubgraphFetch fetch) {
            write(fetch, number, indent);
        } else if (node instanceof SourceFetch fetch) {
            write(fetch, number, indent);
        } else if (node instanceof QueryFetch fetch) {
            write(fetch, number, indent);
        } else if (node instanceof IntrospectionFetch fetch) {
            line(indent, number + " introspection " + fetch.responseKey());
        }
    }

    private void write(QueryFetch fetch, int number, String indent) {
        line(indent, number + " query" + after(fetch));
        String path = fetch.path().isEmpty() ? fetch.staticType() : path(fetch.path());
        String objects =
                fetch.types().contains(fetch.staticType()) ? "" : " " + String.join("|", new TreeSet<>(fetch.types()));
        String answer = fetch.answer()
                .map(one -> ": " + one.storageKey() + " is " + one.text())
                .orElse("");
        line(indent + STEP, "at " + path + objects + answer);
        fetch.plan().stages().forEach(stage -> write(stage, indent + STEP + STEP));
    }

    private static String after(FetchNode node) {
        String after = Arrays.stream(node.dependsOn())
                .mapToObj(place -> String.valueOf(place + 1))
                .collect(Collectors.joining(", "));
        return after.isEmpty() ? "" : " after " + after;
    }

    private void write(SubgraphFetch fetch, int number, String indent) {
        line(indent, number + " " + fetch.subgraph().name() + after(fetch));
        for (EntityCall call : fetch.entities()) {
            line(indent + STEP, "at " + path(call.path()) + " " + representations(call.representations()));
            call.renames().ifPresent(renames -> line(indent + STEP, "renamed " + renames(renames)));
        }
        fetch.renames().ifPresent(renames -> line(indent + STEP, "renamed " + renames(renames)));
        line(indent + STEP, operations.apply(fetch.query()));
    }

    private void write(SourceFetch fetch, int number, String indent) {
        line(indent, number + " " + source(fetch.source()) + " for " + fetch.field() + alias(fetch));
        if (fetch.source() instanceof RootSource.EventsSubscribe subscribe) {
            stream(subscribe).forEach(said -> line(indent + STEP, said));
        }
        if (fetch.completion() instanceof QueryFetches.AlwaysThis completion) {
            write(completion.plan(), indent + STEP);
        }
        if (fetch.completion() instanceof SourceCompletions completions) {
            write(completions.complete().plan(), indent + STEP);
            write(completions.complete().substitutes(), "", indent + STEP);
            completions.ofInterface().ifPresent(plan -> {
                line(
                        indent + STEP,
                        "when it is known as a %s only"
                                .formatted(fetch.namedInterface().orElseThrow()));
                write(plan, indent + STEP + STEP);
            });
        }
    }

    private void write(PayloadPlan plan, String indent) {
        plan.shape().ifPresent(shape -> line(indent, "takes " + shape(shape)));
        write(plan.fetches(), indent);
    }

    private void write(Substitutes substitutes, String path, String indent) {
        new TreeMap<>(substitutes.fields())
                .forEach((type, fields) -> line(
                        indent,
                        "from their owners when a %s%s lacks them: %s"
                                .formatted(
                                        type,
                                        path.isEmpty() ? "" : " at " + path,
                                        String.join(", ", new TreeSet<>(fields)))));
        new TreeMap<>(substitutes.nested())
                .forEach((type, fields) -> fields.forEach(field -> write(
                        field.within(),
                        path.isEmpty() ? field.storageKey() : path + "." + field.storageKey(),
                        indent)));
    }

    private static String source(RootSource source) {
        if (source instanceof RootSource.EventsSubscribe subscribe) {
            return subscribe.topics().stream()
                    .map(topic -> "\"" + topic.template().source() + "\"")
                    .collect(Collectors.joining(" and ", "events of ", ""));
        }
        if (source instanceof RootSource.EventsRequest request) {
            return "reply from \"" + request.topic().template().source() + "\"";
        }
        if (source instanceof RootSource.EventsPublish publish) {
            return "publishes to \"" + publish.topic().template().source() + "\"";
        }
        return source instanceof RootSource.Action ? "action" : "this server";
    }

    private static String alias(SourceFetch fetch) {
        String key = fetch.storageKey();
        boolean own =
                !key.startsWith(Planner.SOURCE_KEY_PREFIX) || key.equals(Planner.SOURCE_KEY_PREFIX + fetch.field());
        return own ? "" : " as " + key.substring(Planner.SOURCE_KEY_PREFIX.length());
    }

    /** What is to be known of a stream beside its events. */
    private static List<String> stream(RootSource.EventsSubscribe source) {
        List<String> said = new ArrayList<>();
        source.resumeArgument().ifPresent(argument -> said.add("goes on from the argument " + argument));
        source.idField().ifPresent(field -> said.add("its events' ids are their field " + field));
        if (!source.awaits().isEmpty()) {
            said.add("waits until " + String.join(" and ", source.awaits()) + " show the event");
        }
        if (source.onChange()) {
            said.add("takes the key alone, and is sent when what is selected has changed");
        }
        return said;
    }

    private static String path(List<EntityCall.PathStep> path) {
        List<String> steps = new ArrayList<>();
        path.forEach(step ->
                steps.add((step.types().isEmpty() ? "" : "on " + String.join("|", new TreeSet<>(step.types())) + " ")
                        + step.storageKey()));
        return String.join(".", steps);
    }

    private static String representations(Map<String, RepresentationTemplate> templates) {
        Map<String, Set<String>> typesByTemplate = new TreeMap<>();
        templates.forEach((type, template) -> typesByTemplate
                .computeIfAbsent(template.typename() + parts(template.fields()), t -> new TreeSet<>())
                .add(type));
        List<String> written = new ArrayList<>();
        typesByTemplate.forEach((template, types) -> {
            boolean itself = types.contains(template.substring(0, template.indexOf('{')));
            written.add(itself ? template : String.join("|", types) + " as " + template);
        });
        return String.join(" ", written);
    }

    private static String parts(List<RepresentationTemplate.Part> parts) {
        return parts.stream().map(PlanText::part).collect(Collectors.joining(" ", "{", "}"));
    }

    private static String part(RepresentationTemplate.Part part) {
        String types = part.types().isEmpty() ? "" : "on " + String.join("|", new TreeSet<>(part.types())) + " ";
        String from = part.name().equals(part.storageKey()) ? "" : "=" + part.storageKey();
        return types
                + part.name()
                + from
                + (part.key() ? "" : "?")
                + (part.below().isEmpty() ? "" : parts(part.below()));
    }

    private static String renames(KeyRenames renames) {
        List<String> written = new ArrayList<>();
        renames.here().forEach(rename -> written.add(rename.from() + ">" + rename.to()));
        new TreeMap<>(renames.below()).forEach((key, below) -> written.add(key + "{" + renames(below) + "}"));
        return String.join(" ", written);
    }

    private static String shape(PayloadShape shape) {
        Map<String, String> fields = new TreeMap<>();
        shape.fields()
                .forEach((type, taken) -> fields.put(
                        type, taken.stream().map(PlanText::taken).collect(Collectors.joining(" ", "{", "}"))));
        return fields.entrySet().stream()
                .map(entry -> entry.getKey() + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String taken(PayloadShape.Taken taken) {
        String as = taken.key().equals(taken.storageKey()) ? "" : ">" + taken.storageKey();
        return taken.key() + as + (taken.below() == null ? "" : "{" + shape(taken.below()) + "}");
    }

    private void line(String indent, String content) {
        content.lines().forEach(line -> text.append(indent).append(line).append('\n'));
    }
}
