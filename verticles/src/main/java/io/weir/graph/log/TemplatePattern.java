package io.weir.graph.log;

import io.weir.graph.template.TopicTemplate;
import io.weir.template.Template;
import java.util.List;
import java.util.stream.Collectors;

/** The topics of a template in, their pattern out. */
public final class TemplatePattern {

    private TemplatePattern() {}

    /**
     * All topics that a template can render, and few others: an argument may hold dots, so a word with a placeholder
     * stands for one word or more.
     */
    public static TopicPattern of(TopicTemplate topic) {
        List<Template> words = topic.template().split('.');
        return TopicPattern.of(words.stream()
                .map(word -> word.placeholders().isEmpty() ? word.withEach("") : "*.#")
                .collect(Collectors.joining(".")));
    }
}
