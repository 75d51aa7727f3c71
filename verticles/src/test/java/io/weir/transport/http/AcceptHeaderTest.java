package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.transport.sse.StreamFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {

    private final AcceptHeader accept = new AcceptHeader();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | JSON",
                "application/graphql-response+json | GRAPHQL_RESPONSE",
                "APPLICATION/JSON ; charset=UTF-8 | JSON",
                "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8 | GRAPHQL_RESPONSE",
                "application/json, application/graphql-response+json | JSON",
                "application/json;q=0.9, application/graphql-response+json | GRAPHQL_RESPONSE",
                "application/json, application/graphql-response+json;q=0.9 | JSON",
                "application/graphql-response+json;q=0.5, */* | JSON",
                "application/json;q=0, */* | GRAPHQL_RESPONSE",
                "application/* | GRAPHQL_RESPONSE",
                "*/* | JSON",
                "text/html, application/xhtml+xml, */*;q=0.8 | JSON",
                "image/png, , application/json | JSON",
            })
    void shouldChooseTheTypeThatTheClientPrefers(String header, ResultType expected) {
        // When
        Accepted accepted = accept.read(header);

        // Then
        assertThat(accepted).isEqualTo(new Accepted(expected, null, false));
    }

    @Test
    void shouldChooseTheSpecificationsTypeWhenTheHeaderIsMissing() {
        // When
        Accepted accepted = accept.read(null);

        // Then
        assertThat(accepted.result()).isEqualTo(ResultType.GRAPHQL_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/json;q=0",
                "application/json;q=zero",
                "application/json; charset=iso-8859-1",
                "multipart/mixed",
                "multipart/mixed;deferSpec=20220824",
                "multipart/mixed;subscriptionSpec=2.0",
                "text/*",
            })
    void shouldFindNothingInWhatWeCannotWrite(String header) {
        // When
        Accepted accepted = accept.read(header);

        // Then
        assertThat(accepted.nothing()).isTrue();
    }

    @Test
    void shouldTakeAStreamThatIsNamed() {
        // When
        Accepted accepted = accept.read("text/event-stream");

        // Then
        assertThat(accepted).isEqualTo(new Accepted(null, StreamFormat.EVENT_STREAM, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed;subscriptionSpec=1.0, application/json",
                "multipart/mixed; boundary=\"a,b\"; subscriptionSpec=\"1.0\", application/json",
            })
    void shouldTakeTheMultipartStreamOfApolloBesideJson(String header) {
        // When
        Accepted accepted = accept.read(header);

        // Then
        assertThat(accepted).isEqualTo(new Accepted(ResultType.JSON, StreamFormat.MULTIPART, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/event-stream, application/json | false",
                "text/event-stream, application/json;q=0.5 | true",
                "text/event-stream;q=0.5, application/json | false",
                "text/event-stream, */* | true",
            })
    void shouldPreferAStreamThatWeighsMoreOrIsTheOnlyOneNamed(String header, boolean expected) {
        // When
        Accepted accepted = accept.read(header);

        // Then
        assertThat(accepted.stream()).isEqualTo(StreamFormat.EVENT_STREAM);
        assertThat(accepted.streamFirst()).isEqualTo(expected);
    }
}
