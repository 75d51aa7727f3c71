package io.weir.graph.template;

import io.weir.bus.TakeReports;
import io.weir.source.ReservedTopics;
import io.weir.source.TopicName;
import io.weir.template.PlaceholderValues;
import io.weir.template.Template;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A topic with placeholders. Immutable.
 *
 * @param template the template as written in the schema
 * @param pattern the topic with {@code *} for each placeholder: what a responder for all values listens on
 */
public record TopicTemplate(Template template, String pattern) {

    /** The topics of a template. */
    public TopicTemplate(Template template) {
        this(template, template.withEach("*"));
    }

    /**
     * The topic for these arguments.
     *
     * @param arguments coerced arguments by name
     * @throws BadTopicException when an argument would widen or redirect the topic
     */
    public String render(Map<String, @Nullable Object> arguments) throws BadTopicException {
        return render(argument -> Template.value(argument, arguments));
    }

    /**
     * The topics of several templates for these arguments, each once: it does not matter in which order a schema names them.
     *
     * @param arguments coerced arguments by name
     * @throws BadTopicException when an argument would widen or redirect one of them
     */
    public static SortedSet<String> render(List<TopicTemplate> topics, Map<String, @Nullable Object> arguments)
            throws BadTopicException {
        SortedSet<String> rendered = new TreeSet<>();
        for (TopicTemplate topic : topics) {
            rendered.add(topic.render(arguments));
        }
        return rendered;
    }

    /**
     * The topic for these values.
     *
     * @throws BadTopicException when a value would widen or redirect the topic
     */
    public String render(PlaceholderValues values) throws BadTopicException {
        StringBuilder topic = new StringBuilder(pattern.length() + 32);
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Text text) {
                topic.append(text.text());
            } else if (part instanceof Template.Part.Placeholder argument) {
                topic.append(argumentText(argument, values));
            }
        }
        String rendered = topic.toString();
        Optional<String> wrong = TopicName.check(rendered);
        if (wrong.isPresent()) {
            throw new BadTopicException(wrong.get());
        }
        if (rendered.equals(TakeReports.TOPIC) && !template.placeholders().isEmpty()) {
            // what systems report is believed: no argument leads there
            throw new BadTopicException("the topic \"%s\" is for systems that show writes".formatted(rendered));
        }
        return rendered;
    }

    /**
     * The topic for these arguments to publish on, or to ask: none that is Weir's own.
     *
     * @param provider the provider's name in the configuration
     * @throws BadTopicException when an argument would widen or redirect the topic, or lead to one of those
     */
    public String renderOpen(String provider, Map<String, @Nullable Object> arguments) throws BadTopicException {
        String rendered = render(arguments);
        Optional<String> reserved = ReservedTopics.check(provider, rendered);
        if (reserved.isPresent()) {
            throw new BadTopicException(reserved.get());
        }
        return rendered;
    }

    private static String argumentText(Template.Part.Placeholder argument, PlaceholderValues values)
            throws BadTopicException {
        Object value = values.value(argument);
        if (value == null) {
            throw new BadTopicException("%s is part of a topic and must not be null".formatted(argument.named()));
        }
        String text = value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
        Optional<String> wrong = TopicName.check(text);
        if (wrong.isPresent()) {
            throw new BadTopicException("%s cannot be part of a topic: %s".formatted(argument.named(), wrong.get()));
        }
        return text;
    }
}
