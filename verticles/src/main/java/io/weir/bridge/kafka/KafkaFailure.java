package io.weir.bridge.kafka;

import io.weir.bridge.BridgeException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.ProviderWords;
import io.weir.bus.BusFailure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** What exceptions of Kafka's client library mean. The codes are those of Kafka's protocol. */
final class KafkaFailure {

    static final int OFFSET_OUT_OF_RANGE = 1;
    static final int UNKNOWN_TOPIC = 3;
    static final int TOO_LARGE = 10;
    static final int NOT_AUTHORIZED = 29;
    static final int NOT_AUTHENTICATED = 58;

    private KafkaFailure() {}

    static BrokerFailure of(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof SaslAuthenticationException) {
            return new BrokerFailure(NOT_AUTHENTICATED, "the cluster refused user or password");
        }
        if (cause instanceof UnsupportedSaslMechanismException) {
            return new BrokerFailure(NOT_AUTHENTICATED, "the cluster does not know this mechanism");
        }
        if (cause instanceof SslAuthenticationException) {
            return BrokerFailure.saying("no TLS: " + cause.getMessage());
        }
        if (cause instanceof AuthorizationException) {
            return new BrokerFailure(NOT_AUTHORIZED, "the cluster does not allow this");
        }
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return new BrokerFailure(UNKNOWN_TOPIC, "the cluster has no such topic");
        }
        if (cause instanceof RecordTooLargeException) {
            return new BrokerFailure(TOO_LARGE, "the event is too large");
        }
        if (cause instanceof OffsetOutOfRangeException) {
            return new BrokerFailure(OFFSET_OUT_OF_RANGE, "the cluster has no longer what was to be read next");
        }
        if (cause instanceof TimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
            return BrokerFailure.saying("no answer in time");
        }
        if (cause instanceof ConfigException) {
            return BrokerFailure.saying("the settings are refused, or no host of them is known");
        }
        return BrokerFailure.saying(
                cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : " " + cause.getMessage()));
    }

    /** What a client reads. */
    static String say(ProviderWords words, BrokerFailure failure) {
        return switch (failure.code()) {
            case UNKNOWN_TOPIC -> words.say("has no such topic");
            case NOT_AUTHORIZED -> words.topicForbidden();
            case TOO_LARGE -> words.say("refused the event: it does not meet the broker's limits");
            default -> words.notConnected();
        };
    }

    /** The same as a failed answer: a topic that cannot be had is refused, everything else may pass. */
    static BridgeException exception(ProviderWords words, Throwable failure) {
        if (failure instanceof BridgeException expected) {
            return expected;
        }
        BrokerFailure said = of(failure);
        boolean refused = said.code() == UNKNOWN_TOPIC || said.code() == NOT_AUTHORIZED;
        return new BridgeException(refused ? BusFailure.REFUSED : BusFailure.PROVIDER_UNAVAILABLE, say(words, said));
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
