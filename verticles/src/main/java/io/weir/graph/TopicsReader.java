package io.weir.graph;

import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.NullValue;
import graphql.language.Value;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.template.TemplateChecker;
import io.weir.graph.template.TopicTemplate;
import io.weir.template.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which topics a directive names; says what is wrong with them, where, and the fix. */
final class TopicsReader {

    /** How many may feed one field: each has a trigger, and each logged one its place in every event id. */
    static final int MOST = 32;

    private static final String ID = "id";
    private static final String ON_CHANGE = "onChange";

    private final TemplateChecker templates;
    private final List<Problem> problems;

    TopicsReader(TemplateChecker templates, List<Problem> problems) {
        this.templates = templates;
        this.problems = problems;
    }

    /** The topics; at least one, which is none that can be used where there are problems. */
    List<TopicTemplate> read(FieldDefinition field, Directive directive, EventDirective event) {
        List<String> said = event.topicArguments().stream()
                .filter(argument -> says(directive, argument))
                .toList();
        if (said.size() > 1) {
            problem(directive, said, "say the same in two ways; keep one");
        }
        String argument = said.isEmpty() ? event.topicArguments().get(0) : said.get(0);
        List<String> sources = Sdl.texts(directive, argument);
        if (sources.isEmpty()) {
            problem(directive, event.topicArguments(), "no topic is named, and a field needs one at least");
            return List.of(new TopicTemplate(new Template("", List.of())));
        }
        if (sources.size() > MOST) {
            problem(
                    directive,
                    said,
                    "%d topics are named, and a field may have %d: take one topic for several of them, and a filter"
                            .formatted(sources.size(), MOST));
        }
        if (sources.size() > 1) {
            checkSeveral(directive, sources.size());
        }
        return topics(field, directive, argument, sources);
    }

    private static boolean says(Directive directive, String argument) {
        Value<?> value = Sdl.argument(directive, argument).orElse(NullValue.of());
        return !(value instanceof NullValue)
                && !(value instanceof ArrayValue list && list.getValues().isEmpty());
    }

    private List<TopicTemplate> topics(
            FieldDefinition field, Directive directive, String argument, List<String> sources) {
        List<TopicTemplate> topics = new ArrayList<>();
        Set<List<Template.Part>> known = new HashSet<>();
        for (String source : sources) {
            TopicTemplate topic = templates.topic(field, directive, argument, source);
            topics.add(topic);
            if (!known.add(topic.template().parts()) && !source.isEmpty()) {
                problem(directive, List.of(argument), "\"%s\" is named twice; name it once".formatted(source));
            }
        }
        return topics;
    }

    /** What is said of a topic's events that holds only among those of one topic. */
    private void checkSeveral(Directive directive, int count) {
        if (Sdl.text(directive, ID).isPresent()) {
            problem(
                    directive,
                    List.of(ID),
                    "an event's own id says its place in one topic, and this field has %d: leave id: out, so that ids are places in all of them"
                            .formatted(count));
        }
        if (Sdl.flag(directive, ON_CHANGE)) {
            problem(
                    directive,
                    List.of(ON_CHANGE),
                    "what was sent last is compared within one topic, and this field has %d: let all hints come on one topic"
                            .formatted(count));
        }
    }

    private void problem(Directive directive, List<String> arguments, String wrong) {
        String named = arguments.stream().map(argument -> argument + ":").collect(Collectors.joining(", "));
        problems.add(Sdl.problem(directive, "@%s(%s): %s".formatted(directive.getName(), named, wrong)));
    }
}
