package io.weir.config;

import io.weir.config.yaml.OneOrMore;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The TCP bridge: programs in any language that publish, ask, answer and listen on the event bus.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param tokens what clients show to be let in, any of them
 * @param tls how connections are encrypted; in clear text where it is empty
 * @param allow which addresses clients may use
 * @param maxFrame the most bytes that one frame of a client may have
 * @param maxConnections open connections; further ones are closed at once
 * @param maxRegistrations addresses that one connection may listen on
 * @param maxPending requests, either way, and events on their way to the store that one connection may have open
 * @param maxRate frames that are taken from one connection in a second; the rest waits in the network
 * @param writeBuffer what may wait for one slow client before it is cut off
 * @param authTimeout how long a client may take to show its token
 * @param idleTimeout how long a connection may be silent, both ways
 */
public record TcpBridgeConfig(
        String host,
        int port,
        List<String> tokens,
        Optional<TcpTlsConfig> tls,
        TcpAllowConfig allow,
        int maxFrame,
        int maxConnections,
        int maxRegistrations,
        int maxPending,
        int maxRate,
        int writeBuffer,
        Duration authTimeout,
        Duration idleTimeout) {

    private static final OneOrMore<String> TOKENS =
            new OneOrMore<>(Values.text("a token of at least 16 visible characters", Pattern.compile("[!-~]{16,1024}"))
                    .secret());

    /** The length is announced in an {@code int}, and a frame is held in memory as a whole. */
    private static final Scalar<Integer> FRAME = Values.intSize(256, 16 << 20);

    private static final Scalar<Integer> CONNECTIONS = Values.integer(1, 100_000);
    private static final Scalar<Integer> PER_CONNECTION = Values.integer(1, 1_000_000);

    static final Shape<TcpBridgeConfig> SHAPE = keys -> new TcpBridgeConfig(
            keys.optional("host", Rules.HOST, "127.0.0.1", "The address to listen on."),
            keys.optional("port", Rules.PORT, 7000, "The port to listen on; 0 takes a free one."),
            keys.optional(
                    "token",
                    TOKENS,
                    List.of(),
                    "What clients show to be let in, at least 16 characters; while it is changed a list. Needed, unless `host` is"
                            + " a loopback address or `tls.clientCa` is given."),
            keys.optional(
                    "tls",
                    new OptionalOf<>(new Section<>(TcpTlsConfig.SHAPE)),
                    Optional.empty(),
                    "How connections are encrypted; in clear text without the key."),
            keys.optional(
                    "allow",
                    new Section<>(TcpAllowConfig.SHAPE),
                    TcpAllowConfig.DEFAULT,
                    "Which addresses clients may use; all others are refused."),
            keys.optional(
                    "maxFrame", FRAME, 64 << 10, "The largest frame of a client; one that announces more is cut off."),
            keys.optional("maxConnections", CONNECTIONS, 1000, "Open connections; further ones are refused."),
            keys.optional("maxRegistrations", PER_CONNECTION, 100, "Addresses that one connection may listen on."),
            keys.optional(
                    "maxPending",
                    PER_CONNECTION,
                    1000,
                    "Requests, either way, that one connection may have open, and events of it on their way to the log."),
            keys.optional(
                    "maxRate",
                    PER_CONNECTION,
                    10_000,
                    "Frames that are taken from one connection in a second; what comes faster waits in the network."),
            keys.optional(
                    "writeBuffer", Rules.INT_SIZE, 1 << 20, "What may wait for one slow client before it is cut off."),
            keys.optional(
                    "authTimeout",
                    Rules.TIMEOUT,
                    Duration.ofSeconds(10),
                    "How long a client may take to show its token."),
            keys.optional(
                    "idleTimeout",
                    Rules.TIMEOUT,
                    Duration.ofMinutes(1),
                    "How long a connection may be silent, both ways; clients send `ping` more often."));

    /** Checks every rule; who comes from elsewhere has to show who they are. */
    public TcpBridgeConfig {
        Rules.HOST.check("host", host);
        Rules.PORT.check("port", port);
        tokens = List.copyOf(tokens);
        TOKENS.check("token", tokens);
        FRAME.check("maxFrame", maxFrame);
        CONNECTIONS.check("maxConnections", maxConnections);
        PER_CONNECTION.check("maxRegistrations", maxRegistrations);
        PER_CONNECTION.check("maxPending", maxPending);
        PER_CONNECTION.check("maxRate", maxRate);
        Rules.INT_SIZE.check("writeBuffer", writeBuffer);
        Rules.TIMEOUT.check("authTimeout", authTimeout);
        Rules.TIMEOUT.check("idleTimeout", idleTimeout);
        boolean certified = tls.flatMap(TcpTlsConfig::clientCa).isPresent();
        if (tokens.isEmpty() && !certified && !Loopback.is(host)) {
            throw new IllegalArgumentException(
                    "other machines reach \"%s\": give token or tls.clientCa, or listen on 127.0.0.1".formatted(host));
        }
    }

    /** Whether clients show a token. */
    public boolean authenticates() {
        return !tokens.isEmpty();
    }

    /** The tokens are secrets. */
    @Override
    public String toString() {
        return "TcpBridgeConfig[host=" + host + ", port=" + port + ", tokens=" + tokens.size() + ", tls=" + tls
                + ", allow=" + allow + "]";
    }
}
