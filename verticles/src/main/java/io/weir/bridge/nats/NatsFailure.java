package io.weir.bridge.nats;

import io.nats.client.AuthenticationException;
import io.nats.client.JetStreamApiException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.ProviderWords;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What NATS's client library, and the server's own lines, mean. The library's own texts hold addresses; ours do not. */
final class NatsFailure {

    /** Our own code for a subject that these credentials may not use; the server has none. */
    static final int FORBIDDEN = 403;

    private static final Pattern VIOLATION = Pattern.compile(
            "permissions violation for (publish|subscription) to \"(.+?)\".*", Pattern.CASE_INSENSITIVE);

    private NatsFailure() {}

    static BrokerFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NatsRefusal refusal) {
                return refusal.failure();
            }
            if (cause instanceof AuthenticationException) {
                return BrokerFailure.saying("the server refused user, password or token");
            }
            if (cause instanceof JetStreamApiException api) {
                return new BrokerFailure(api.getApiErrorCode(), api.getErrorDescription());
            }
            if (cause instanceof SSLException) {
                return BrokerFailure.saying("no TLS: " + cause.getMessage());
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return BrokerFailure.saying("the host is unknown");
            }
            if (cause instanceof ConnectException) {
                return BrokerFailure.saying("no one listens there");
            }
            if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
                return BrokerFailure.saying("no answer in time");
            }
        }
        return unexplained(failure);
    }

    /** The server's own line: {@code -ERR}. */
    static BrokerFailure ofServer(String error) {
        String lower = error.toLowerCase(Locale.ROOT);
        if (lower.contains("authorization") || lower.contains("authentication")) {
            return BrokerFailure.saying("the server refused user, password or token");
        }
        return new BrokerFailure(VIOLATION.matcher(error).matches() ? FORBIDDEN : 0, "the server says: " + error);
    }

    /** Whether the server closes the connection after these words; most are of one subject. */
    static boolean endsConnection(String error) {
        return !error.isEmpty() && !VIOLATION.matcher(error).matches();
    }

    /** The subject that may not be subscribed, or not published, as the server says. */
    static Optional<Forbidden> forbidden(String error) {
        Matcher violation = VIOLATION.matcher(error);
        return violation.matches()
                ? Optional.of(new Forbidden("publish".equalsIgnoreCase(violation.group(1)), violation.group(2)))
                : Optional.empty();
    }

    /**
     * A subject that these credentials may not use.
     *
     * @param publish whether it was to be published; else to be subscribed
     */
    record Forbidden(boolean publish, String subject) {}

    /** What it means to someone who asked for something. */
    static String say(ProviderWords words, BrokerFailure failure) {
        return failure.code() == FORBIDDEN ? words.topicForbidden() : words.notConnected();
    }

    /** Its text might hold a URI with a password. */
    private static BrokerFailure unexplained(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("SSL")) {
            return BrokerFailure.saying("TLS is wanted by one side only");
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return BrokerFailure.saying("the connection broke: " + root.getClass().getSimpleName());
    }
}
