package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.EventAttributes;
import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.transport.FakeTopics;
import io.weir.transport.TransportServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsEndpointTest {

    private static final String JSON = "application/json";

    private TransportServer server = TransportServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldPublishJsonAsTheBytesThatCame() throws Exception {
        // When
        HttpResponse<String> response = server.send(event("/events/shop.order-s", "{\"n\": 1.10}"));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("\"topic\":\"shop.order-s\"", "\"provider\":\"default\"");
        assertThat(server.topics.published)
                .containsExactly(
                        new FakeTopics.Published("default", "shop.order-s", EventAttributes.NONE, "{\"n\": 1.10}"));
    }

    @Test
    void shouldPublishToTheProviderThatIsNamed() throws Exception {
        // When
        HttpResponse<String> response = server.send(event("/events/a%2Fb?provider=rabbit", "1"));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(server.topics.published)
                .containsExactly(new FakeTopics.Published("rabbit", "a/b", EventAttributes.NONE, "1"));
    }

    @Test
    void shouldPublishACloudEventInBinaryMode() throws Exception {
        // When
        HttpResponse<String> response = server.send(event("/events/a", "{}")
                .header("ce-specversion", "1.0")
                .header("ce-id", "7")
                .header("ce-source", "/s")
                .header("ce-type", "t"));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(server.topics.published)
                .containsExactly(new FakeTopics.Published("default", "a", new EventAttributes("7", "/s", "t"), "{}"));
    }

    @Test
    void shouldPublishTheDataOfAStructuredCloudEvent() throws Exception {
        // Given
        String event = "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"n\":1}}";

        // When
        HttpResponse<String> response = server.send(server.request("/events/a")
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(event)));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(server.topics.published)
                .containsExactly(
                        new FakeTopics.Published("default", "a", new EventAttributes("7", "/s", "t"), "{\"n\":1}"));
    }

    @Test
    void shouldCallPlainJsonByItsIdempotencyKey() throws Exception {
        // When
        HttpResponse<String> response = server.send(event("/events/a", "{}").header("Idempotency-Key", "\"order 7\""));
        HttpResponse<String> unusable = server.send(event("/events/a", "{}").header("Idempotency-Key", "\"\""));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(unusable.statusCode()).isEqualTo(400);
        assertThat(server.topics.published)
                .containsExactly(
                        new FakeTopics.Published("default", "a", new EventAttributes("order 7", null, null), "{}"));
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "1001, 0", "-1, 0", "deep, 0"})
    void shouldGoOnFromTheDepthThatTheRequestHas(String header, int depth) throws Exception {
        // When
        HttpResponse<String> response = server.send(event("/events/a", "1").header("Weir-Depth", header));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(server.topics.published)
                .containsExactly(
                        new FakeTopics.Published("default", "a", new EventAttributes(null, null, null, depth), "1"));
    }

    @ParameterizedTest
    @CsvSource({"5, 3", "3, 5"})
    void shouldGoOnFromTheDeeperOfRequestAndCloudEvent(String header, String attribute) throws Exception {
        // When
        server.send(event("/events/a", "{}")
                .header("ce-specversion", "1.0")
                .header("ce-id", "7")
                .header("ce-source", "/s")
                .header("ce-type", "t")
                .header("ce-weirdepth", attribute)
                .header("Weir-Depth", header));

        // Then
        assertThat(server.topics.published)
                .containsExactly(
                        new FakeTopics.Published("default", "a", new EventAttributes("7", "/s", "t", 5), "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.Order.created", "model%2EOrder.created", "mutation.save"})
    void shouldRefuseTopicsThatAreWeirsOwn(String topic) throws Exception {
        // When
        HttpResponse<String> response = server.send(event("/events/" + topic, "{}"));
        HttpResponse<String> elsewhere = server.send(event("/events/" + topic + "?provider=rabbit", "{}"));

        // Then
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("is Weir's own");
        assertThat(elsewhere.statusCode()).isEqualTo(202);
        assertThat(server.topics.published).hasSize(1);
    }

    @Test
    void shouldTakeATopicOfAnyLetters() throws Exception {
        // When
        HttpResponse<String> response = server.send(event("/events/gr%C3%B6%C3%9Fe.%E6%9D%B1", "1"));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(server.topics.published)
                .containsExactly(new FakeTopics.Published("default", "größe.東", EventAttributes.NONE, "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/events/a.* | {} | 400 | wildcard",
                "/events/a.%23 | {} | 400 | wildcard",
                "/events/ | {} | 400 | empty",
                "/events/a%20b | {} | 400 | white space",
                "/events/weir:trigger.0 | {} | 400 | must not start with",
                "/events/%zz | {} | 400 | percent escape",
                "/events/a%FF | {} | 400 | the URL is not UTF-8",
                "/events/a%C3 | {} | 400 | the URL is not UTF-8",
                "/events/a?provider=%FF | {} | 400 | the URL is not UTF-8",
                "/events/a?provider=nobody | {} | 400 | no provider is named",
                "/events/a | nonsense | 400 | the event is not JSON",
                "/events/a | '' | 400 | the event is not JSON",
                "/events/refused | {} | 503 | the broker is down",
            })
    void shouldSayWhyAnEventIsRefused(String path, String body, int status, String reason) throws Exception {
        // When
        RawHttp.Answer response = RawHttp.post(server.port(), path, JSON, body);

        // Then
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"errors\":[{\"message\":").contains(reason);
        assertThat(server.topics.published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/cloudevents-batch+json",
                "text/xml"
            })
    void shouldRefuseOtherContentTypes(String contentType) throws Exception {
        // When
        HttpResponse<String> response = server.send(server.request("/events/a")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        // Then
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("application/cloudevents+json");
    }

    @Test
    void shouldOnlyTakePost() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.request("/events/a"));

        // Then
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().allValues("allow")).containsExactly("POST");
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 403",
        "null, 403",
        "http://127.0.0.1.evil.example, 403",
        "http://localhost:3000, 202",
        "http://127.0.0.1:8080, 202",
        "http://[::1]:8080, 202",
    })
    void shouldKeepForeignPagesFromWritingOnLoopback(String origin, int status) throws Exception {
        // When
        HttpResponse<String> response = server.send(event("/events/a", "{}").header("Origin", origin));

        // Then
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void shouldAskForAKeyUnlessTheServerListensOnLoopbackOnly() throws Exception {
        // Given
        listenEverywhere(List.of("first-key", "second-key"));

        // When
        HttpResponse<String> without = server.send(event("/events/a", "{}"));
        HttpResponse<String> wrong = server.send(event("/events/a", "{}").header("Authorization", "Bearer first-ke"));
        HttpResponse<String> basic = server.send(event("/events/a", "{}").header("Authorization", "Basic first-key"));
        HttpResponse<String> right = server.send(event("/events/a", "{}").header("Authorization", "bearer second-key"));

        // Then
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"weir\"");
        assertThat(without.body()).contains("Authorization: Bearer").doesNotContain("first-key");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(basic.statusCode()).isEqualTo(401);
        assertThat(right.statusCode()).isEqualTo(202);
        assertThat(server.topics.published).hasSize(1);
    }

    @Test
    void shouldTakeNothingWhenThereAreNoKeys() throws Exception {
        // Given
        listenEverywhere(List.of());

        // When
        HttpResponse<String> response = server.send(event("/events/a", "{}").header("Authorization", "Bearer x"));

        // Then
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("http.keys is empty");
    }

    private void listenEverywhere(List<String> keys) {
        server.close();
        server = TransportServer.start(
                TransportServer.config("0.0.0.0", keys, List.of(), HttpLimits.DEFAULT, StreamsConfig.DEFAULT));
    }

    private HttpRequest.Builder event(String path, String body) {
        return server.request(path).header("Content-Type", JSON).POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
