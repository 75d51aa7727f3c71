package io.weir.log;

import static io.weir.log.LogFixture.PROVIDER;
import static io.weir.log.LogFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.TopicEvent;
import io.weir.log.ledger.NewEvent;
import io.weir.log.ledger.OwnId;
import io.weir.telemetry.Metrics;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private final Metrics metrics = new Metrics();
    private final Admission admission = new Admission(() -> LogFixture.TOPICS, metrics);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"n":5}          | 5         | 5
            {"n":"5"}        | 5         | 5
            {"n":-3}         | -3        | -3
            {"n":"05"}       | 05        |
            {"n":5.0}        | 5         | 5
            {"n":5e2}        | 500       | 500
            {"n":5.5}        | 5.5       |
            {"n":1e999999}   | 1E+999999 |
            {"n":9223372036854775807} | 9223372036854775807 | 9223372036854775807
            {"n":9223372036854775808} | 9223372036854775808 |
            {"n":"a b"}      | a b       |
            """)
    void shouldReadTheIdThatThePayloadNames(String payload, String text, Long number) {
        assertThat(admit(event("n.x", payload)).id()).isEqualTo(new OwnId(text, number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"n\":null}", "{\"n\":true}", "{\"n\":{}}", "{\"n\":\"\"}", "[]", "7", "{", ""})
    void shouldAdmitWhatHasNoId(String payload) {
        assertThat(admit(event("n.x", payload)).id()).isNull();
    }

    @Test
    void shouldNotLookForAnIdWhereTheTopicNamesNone() {
        assertThat(admit(event("a.b", "{\"n\":5}")).id()).isNull();
    }

    @Test
    void shouldTakeNoIdThatNoIndexHolds() {
        assertThat(admit(event("n.x", "{\"n\":\"" + "x".repeat(513) + "\"}")).id())
                .isNull();
    }

    @Test
    void shouldTellCopiesByProviderTopicSourceAndId() {
        // given
        UUID digest = digest("a.b", "s", "1");

        // then
        assertThat(digest("a.b", "s", "1")).isEqualTo(digest);
        assertThat(digest("a.c", "s", "1")).isNotEqualTo(digest);
        assertThat(digest("a.b", "t", "1")).isNotEqualTo(digest);
        assertThat(digest("a.b", "s", "2")).isNotEqualTo(digest);
        assertThat(digest("a.b", "s1", ""))
                .as("where one part ends and the next begins")
                .isNotEqualTo(digest);
        assertThat(digest("a.b", null, "1")).isNotNull().isNotEqualTo(digest);
        assertThat(digest("a.b", "s", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.\0", "a.ä.long"})
    void shouldLeaveOutWhatIsNoTopic(String topic) {
        // given
        String full = topic.replace("long", "x".repeat(251));

        // then
        assertThat(admission.admit(event(full, "{}"))).isEmpty();
        assertThat(metrics.log().leftOut().count()).isEqualTo(1);
    }

    @Test
    void shouldAdmitWhatOnlyTheGraphOfAnotherNodeLogs() {
        assertThat(admit(event("b", "{\"n\":5}")).topic()).isEqualTo("b");
        assertThat(metrics.log().leftOut().count()).isZero();
    }

    private UUID digest(String topic, String source, String id) {
        EventAttributes attributes = new EventAttributes(id, source, null);
        return admit(new TopicEvent(PROVIDER, topic, attributes, Buffer.buffer()))
                .digest();
    }

    private NewEvent admit(TopicEvent event) {
        return admission.admit(event).orElseThrow();
    }
}
