package io.weir.graph.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.template.Template;
import io.weir.template.Template.Scope;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topics that clients have a say in. */
class TopicTemplateTest {

    @ParameterizedTest
    @CsvSource({"{{ args.topic }}, consistency.acks", "consistency.{{ args.topic }}, acks"})
    void shouldLetNoArgumentReportForASystem(String template, String argument) {
        assertThatThrownBy(() -> topic(template).render(Map.of("topic", argument)))
                .isInstanceOf(BadTopicException.class)
                .hasMessageContaining("consistency.acks");
    }

    @Test
    void shouldLetASchemaSayThatAFieldReports() throws Exception {
        assertThat(topic("consistency.acks").render(Map.of())).isEqualTo("consistency.acks");
        assertThat(topic("{{ args.topic }}").render(Map.of("topic", "consistency")))
                .isEqualTo("consistency");
    }

    @ParameterizedTest
    @CsvSource({
        "{{ args.topic }}, model.Order.created",
        "m{{ args.topic }}.a, odel.Order",
        "{{ args.topic }}.a, mutation"
    })
    void shouldLetNoArgumentLeadToTopicsOfOurOwn(String template, String argument) throws Exception {
        assertThatThrownBy(() -> topic(template).renderOpen("default", Map.of("topic", argument)))
                .isInstanceOf(BadTopicException.class)
                .hasMessageContaining("is Weir's own");
        assertThat(topic(template).renderOpen("rabbit", Map.of("topic", argument)))
                .startsWith("m");
        assertThat(topic(template).render(Map.of("topic", argument)))
                .as("who listens may")
                .startsWith("m");
    }

    private static TopicTemplate topic(String text) {
        return new TopicTemplate(Template.parse(text, Set.of(Scope.ARGS)));
    }
}
