package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.config.EventsConfig;
import io.weir.source.RecordingTopicClient;
import io.weir.source.Reports;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutationEventsTest {

    private final RecordingTopicClient topics = new RecordingTopicClient();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            later    | {"id":7}        | {"id":7,"__typename":"Created","actionId":"a1"}
            plain    | {"id":7}        | {"id":7,"__typename":"User"}
            plain    | {"__typename":"Other"} | {"__typename":"Other"}
            saveCart | {"cart":{"id":7}} | {"__typename":"CartSaved","identifier":"a1","cart":{"id":7}}
            saveCart | {}              | {"__typename":"OperationCompleted","identifier":"a1"}
            removed  | {"id":7}        | {"id":7}
            """)
    void shouldTellWhatAStoredActionHasDone(String field, String answer, String result) {
        // when
        Future<Boolean> told =
                events(true).publish(Reports.done("a1", field, answer), Buffer.buffer("{\"name\":\"A\"}"), 3);

        // then
        assertThat(told.succeeded()).isTrue();
        assertThat(topics.sent())
                .containsExactly("mutation." + field + " {\"args\":{\"name\":\"A\"},\"result\":" + result + "}");
        assertThat(topics.attributes()).containsExactly(new EventAttributes("a1", null, null, 3));
    }

    @Test
    void shouldBeSilentWhereEventsAreSwitchedOff() {
        // when
        Future<Boolean> told = events(false).publish(Reports.done("a1", "later", "{}"), Buffer.buffer("{}"), 0);

        // then
        assertThat(told.succeeded()).isTrue();
        assertThat(topics.sent()).isEmpty();
    }

    @Test
    void shouldGoOnWhenNobodyTakesTheEvent() {
        // given
        topics.refuse();

        // when
        Future<Boolean> told = events(true).publish(Reports.done("a1", "later", "{}"), Buffer.buffer("{}"), 0);

        // then
        assertThat(told.succeeded()).isTrue();
    }

    private MutationEvents events(boolean mutations) {
        Duration timeout = Duration.ofSeconds(1);
        return new MutationEvents(() -> ActionFixture.GRAPH, topics, new EventsConfig(timeout, timeout, mutations));
    }
}
