package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The opening handshake (RFC 6455, 4.2): what a request must have, and what the answer says. */
final class Handshake {

    /** The one sub-protocol that is spoken here. */
    static final String SUB_PROTOCOL = "graphql-transport-ws";

    private static final String KEY = "Sec-WebSocket-Key";
    private static final String VERSION = "Sec-WebSocket-Version";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final String SPOKEN_VERSION = "13";
    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private Handshake() {}

    /** Why a request cannot be upgraded, if so. */
    static @Nullable Refusal refusalOf(HttpServerRequest request) {
        if (request.method() != HttpMethod.GET) {
            return new Refusal(405, "a WebSocket handshake is a GET");
        }
        if (request.version() != HttpVersion.HTTP_1_1
                || !lists(request, HttpHeaders.UPGRADE, "websocket")
                || !lists(request, HttpHeaders.CONNECTION, "upgrade")) {
            return new Refusal(400, "not a WebSocket handshake");
        }
        if (!SPOKEN_VERSION.equals(request.getHeader(VERSION))) {
            return new Refusal(426, "WebSocket version 13 is spoken here");
        }
        if (!isKey(request.getHeader(KEY))) {
            return new Refusal(400, "Sec-WebSocket-Key is not 16 bytes in base64");
        }
        return null;
    }

    /** Whether the client offers graphql-transport-ws. */
    static boolean offersSubProtocol(HttpServerRequest request) {
        return lists(request, PROTOCOL, SUB_PROTOCOL);
    }

    /** The proof that the server read the client's key: {@code Sec-WebSocket-Accept}. */
    static String acceptOf(HttpServerRequest request) {
        try {
            byte[] salted = (request.getHeader(KEY) + ACCEPT_SALT).getBytes(US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(salted));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static boolean lists(HttpServerRequest request, CharSequence header, String word) {
        return request.headers().getAll(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(value -> value.trim().toLowerCase(Locale.ROOT).equals(word));
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.trim()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Why there is no WebSocket.
     *
     * @param status the HTTP status
     * @param message what is wrong, fit for the client
     */
    record Refusal(int status, String message) {

        /** Answers the request. */
        void send(HttpServerRequest request) {
            if (status == 426) {
                request.response().putHeader(VERSION, SPOKEN_VERSION);
            }
            request.response().setStatusCode(status).end(message);
        }
    }
}
