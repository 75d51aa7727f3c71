package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.HttpConfig;
import io.weir.config.HttpLimits;
import io.weir.transport.TransportServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page as HTTP serves it; what it does is tried in a browser. */
class GraphiQlTest {

    private TransportServer server = TransportServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldServeEveryFileThatThePageNames() throws Exception {
        // When
        HttpResponse<String> page = server.send(server.request("/graphiql"));

        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        Matcher references =
                Pattern.compile("(?:src|href)=\"(graphiql/[^\"]+)\"").matcher(page.body());
        int files = 0;
        while (references.find()) {
            HttpResponse<String> file = server.send(server.request("/" + references.group(1)));
            assertThat(file.statusCode()).as(references.group(1)).isEqualTo(200);
            assertThat(file.body()).isNotEmpty();
            files++;
        }
        assertThat(files).isEqualTo(2);
    }

    @Test
    void shouldAllowNothingFromElsewhere() throws Exception {
        // When
        HttpResponse<String> page = server.send(server.request("/graphiql"));

        // Then
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("http");
        assertThat(page.body()).doesNotContain("//");
    }

    @Test
    void shouldSendTheScriptCompressedToWhoeverTakesIt() throws Exception {
        // When
        HttpResponse<byte[]> zipped = server.client.send(
                server.request("/graphiql/graphiql.js")
                        .header("Accept-Encoding", "br, gzip;q=0.8")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        HttpResponse<String> plain =
                server.send(server.request("/graphiql/graphiql.js").header("Accept-Encoding", "gzip;q=0"));

        // Then
        assertThat(zipped.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(zipped.headers().firstValue("vary")).hasValue("accept-encoding");
        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        byte[] inflated = new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes();
        assertThat(new String(inflated, StandardCharsets.UTF_8)).isEqualTo(plain.body());
    }

    @Test
    void shouldNotSendAFileAgainThatTheBrowserHas() throws Exception {
        // Given
        String tag = server.send(server.request("/graphiql/graphiql.css"))
                .headers()
                .firstValue("etag")
                .orElseThrow();

        // When
        HttpResponse<String> again =
                server.send(server.request("/graphiql/graphiql.css").header("If-None-Match", tag));

        // Then
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void shouldLeadFromTheRootToThePage() throws Exception {
        // When
        HttpResponse<String> root = server.send(server.request("/"));

        // Then
        assertThat(root.statusCode()).isEqualTo(302);
        assertThat(root.headers().firstValue("location")).hasValue("/graphiql");
    }

    @Test
    void shouldServeNoPageWhenItIsTurnedOff() throws Exception {
        // Given
        server.close();
        HttpConfig on = TransportServer.config(HttpLimits.DEFAULT);
        server = TransportServer.start(new HttpConfig(
                on.host(),
                0,
                1,
                on.keys(),
                on.origins(),
                false,
                on.drain(),
                on.limits(),
                on.websocket(),
                on.streams()));

        // When
        HttpResponse<String> page = server.send(server.request("/graphiql"));
        HttpResponse<String> root = server.send(server.request("/"));

        // Then
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(root.statusCode()).isEqualTo(404);
        assertThat(root.body())
                .isEqualTo("{\"errors\":[{\"message\":\"nothing is served at this path: GraphQL is at /graphql\"}]}");
    }
}
