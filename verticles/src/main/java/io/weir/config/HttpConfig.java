package io.weir.config;

import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

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

    /** What the {@code Authorization} header can carry after {@code Bearer} (RFC 6750, token68). */
    private static final ListOf<String> KEYS = new ListOf<>(
            Values.text("a key of letters, digits and - . _ ~ + /", Pattern.compile("[A-Za-z0-9._~+/-]+=*"))
                    .secret());

    private static final ListOf<String> ORIGINS = new ListOf<>(Values.text(
            "an origin such as https://app.example.com, or *", Pattern.compile("\\*|[a-z][a-z0-9+.-]*://[^/?#\\s]+")));

    static final Shape<HttpConfig> SHAPE = in -> new HttpConfig(
            in.optional("host", Rules.HOST, "0.0.0.0", "The address to listen on."),
            in.optional("port", Rules.PORT, 8080, "The port to listen on; 0 takes a free one."),
            in.optional("instances", Rules.INSTANCES, 0, "How many event loops serve it; 0 is one for each core."),
            in.optional(
                    "keys",
                    KEYS,
                    List.of(),
                    "Bearer keys that may write to `/events`; needed there unless `host` is a loopback address."),
            in.optional(
                    "origins",
                    ORIGINS,
                    List.of(),
                    "Origins of browser pages that may call (CORS and WebSocket); `*` is all, none is the server's own."),
            in.optional("graphiql", Rules.FLAG, true, "Whether `/graphiql` is served."),
            in.optional(
                    "drain", Rules.TIMEOUT_OR_ZERO, Duration.ofSeconds(10), "How long a stop waits for operations."),
            in.optional("limits", new Section<>(HttpLimits.SHAPE), HttpLimits.DEFAULT, "What clients may send."),
            in.optional(
                    "websocket",
                    new Section<>(WebSocketConfig.SHAPE),
                    WebSocketConfig.DEFAULT,
                    "How graphql-transport-ws behaves."),
            in.optional(
                    "streams",
                    new Section<>(StreamsConfig.SHAPE),
                    StreamsConfig.DEFAULT,
                    "How SSE and multipart streams behave."));

    /** What an empty {@code http:} means. */
    public static final HttpConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public HttpConfig {
        Rules.HOST.check("host", host);
        Rules.PORT.check("port", port);
        Rules.INSTANCES.check("instances", instances);
        keys = List.copyOf(keys);
        KEYS.check("keys", keys);
        origins = List.copyOf(origins);
        ORIGINS.check("origins", origins);
        Rules.TIMEOUT_OR_ZERO.check("drain", drain);
    }

    /** The keys are secrets. */
    @Override
    public String toString() {
        return "HttpConfig[host=" + host + ", port=" + port + ", instances=" + instances + ", keys=" + keys.size()
                + ", origins=" + origins + ", graphiql=" + graphiql + ", drain=" + drain + ", limits=" + limits
                + ", websocket=" + websocket + ", streams=" + streams + "]";
    }
}
