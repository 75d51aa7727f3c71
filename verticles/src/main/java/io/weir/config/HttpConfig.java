package io.weir.config;

import java.time.Duration;
import java.util.List;

/**
 * The public endpoint.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param instances how many transport instances (event loops) serve it; 0 is one for each core
 * @param keys bearer keys that may write to {@code /events}
 * @param origins origins a browser may open WebSockets and read answers from (also the CORS allow-list); {@code *} is
 *     all, empty is the server's own origin only
 * @param graphiql whether {@code /graphiql} is served
 * @param drain how long a stop waits for running operations
 * @param limits what clients may send and hold
 * @param websocket how graphql-transport-ws behaves
 * @param streams how SSE and multipart streams behave
 */
public record HttpConfig(
        String host,
        int port,
        int instances,
        List<String> keys,
        List<String> origins,
        boolean graphiql,
        Duration drain,
        HttpLimits limits,
        WebSocketConfig websocket,
        StreamsConfig streams) {

    /** What an empty {@code http:} means. */
    public static final HttpConfig DEFAULT = new HttpConfig(
            "0.0.0.0",
            8080,
            0,
            List.of(),
            List.of(),
            true,
            Duration.ofSeconds(10),
            HttpLimits.DEFAULT,
            WebSocketConfig.DEFAULT,
            StreamsConfig.DEFAULT);
}
