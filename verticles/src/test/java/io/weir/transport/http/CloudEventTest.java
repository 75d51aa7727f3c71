package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventTest {

    private static final String ATTRIBUTES =
            "\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/shop\",\"type\":\"order.made\"";

    @Test
    void shouldReadTheAttributesOfBinaryModeFromHeaders() {
        // Given
        MultiMap headers = binary().set("Ce-Type", "order%20made%E2%82%AC+1").set("ce-subject", "x");

        // When
        PublishedEvent event = BinaryCloudEvent.of(headers).read(Buffer.buffer("{\"n\": 1.10}"));

        // Then
        assertThat(event.attributes()).isEqualTo(new EventAttributes("7", "/shop", "order made€+1"));
        assertThat(event.payload()).hasToString("{\"n\": 1.10}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"3 | 3", "\"3\" | 3", "-3 | 0", "\"deep\" | 0", "1001 | 0"})
    void shouldReadTheDepthOfStructuredMode(String value, int depth) {
        // When
        PublishedEvent event = structured("{" + ATTRIBUTES + ",\"weirdepth\":" + value + ",\"data\":1}");

        // Then
        assertThat(event.attributes()).isEqualTo(new EventAttributes("7", "/shop", "order.made", depth));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ce-specversion | 9.9 | Invalid specversion: 9.9",
                "ce-source | : : | Invalid attribute/extension value for \"source\"",
                "ce-time | yesterday | Invalid attribute/extension value for \"time\"",
                "ce-id | %zz | malformed CloudEvent",
            })
    void shouldRefuseMalformedAttributesOfBinaryMode(String header, String value, String reason) {
        // Given
        MultiMap headers = binary().set(header, value);

        // Then
        assertThatExceptionOfType(HttpProblem.class)
                .isThrownBy(() -> BinaryCloudEvent.of(headers))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"ce-specversion", "ce-id", "ce-source", "ce-type"})
    void shouldNameTheAttributeThatBinaryModeLacks(String header) {
        // Given
        MultiMap headers = binary().remove(header);

        // Then
        assertThatExceptionOfType(HttpProblem.class)
                .isThrownBy(() -> BinaryCloudEvent.of(headers))
                .withMessageContaining(header.substring("ce-".length()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"data\":{\"n\":1.10000000000000000000000001} | {\"n\":1.10000000000000000000000001}",
                "\"data\":\"text\" | \"text\"",
                "\"data\":null | null",
                "\"data_base64\":\"eyJuIjogMX0=\" | {\"n\": 1}",
                "\"datacontenttype\":\"application/shop+json\",\"data\":[] | []",
            })
    void shouldTakeTheDataOfStructuredModeAsTheyAre(String data, String payload) {
        // When
        PublishedEvent event = structured("{" + ATTRIBUTES + "," + data + "}");

        // Then
        assertThat(event.attributes()).isEqualTo(new EventAttributes("7", "/shop", "order.made"));
        assertThat(event.payload()).hasToString(payload);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | the event is not JSON",
                "[] | it must be a JSON object",
                "{} | Missing mandatory specversion attribute",
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"type\":\"t\",\"data\":1} | Missing mandatory source attribute",
                "{\"specversion\":\"1.0\",\"id\":7,\"source\":\"s\",\"type\":\"t\",\"data\":1} | for attribute id",
                "{\"specversion\":\"2\",\"id\":\"7\",\"source\":\"s\",\"type\":\"t\",\"data\":1} | specversion: 2",
            })
    void shouldSayWhatIsMalformedInStructuredMode(String body, String reason) {
        assertThatExceptionOfType(HttpProblem.class)
                .isThrownBy(() -> structured(body))
                .withMessageContaining(reason)
                .withMessageNotContaining("jackson")
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"subject\":\"s\" | 400",
                "\"data_base64\":\"!!\" | 400",
                "\"data_base64\":\"bm8=\" | 400",
                "\"datacontenttype\":\"text/xml\",\"data\":\"<a/>\" | 415",
            })
    void shouldRefuseDataThatAreNotJson(String data, int status) {
        assertThatExceptionOfType(HttpProblem.class)
                .isThrownBy(() -> structured("{" + ATTRIBUTES + "," + data + "}"))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(status));
    }

    private static PublishedEvent structured(String body) {
        return new StructuredCloudEvent().read(Buffer.buffer(body));
    }

    private static MultiMap binary() {
        return MultiMap.caseInsensitiveMultiMap()
                .set("ce-specversion", "1.0")
                .set("ce-id", "7")
                .set("ce-source", "/shop")
                .set("ce-type", "order.made");
    }
}
