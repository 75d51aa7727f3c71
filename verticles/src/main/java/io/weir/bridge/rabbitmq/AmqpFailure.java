package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.ProviderWords;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What RabbitMQ's client library says of a failure, as a {@link BrokerFailure} whose code is the AMQP reply code. */
final class AmqpFailure {

    private AmqpFailure() {}

    static BrokerFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal && signal.getReason() != null) {
                return ofReason(signal.getReason());
            }
            if (cause instanceof AuthenticationFailureException
                    || cause instanceof PossibleAuthenticationFailureException) {
                return new BrokerFailure(AMQP.ACCESS_REFUSED, "the broker refused user or password");
            }
            if (cause instanceof SSLException) {
                return new BrokerFailure(0, "no TLS: " + cause.getMessage());
            }
            if (cause instanceof UnknownHostException) {
                return new BrokerFailure(0, "the host is unknown");
            }
            if (cause instanceof ConnectException) {
                return new BrokerFailure(0, "no one listens there");
            }
            if (cause instanceof TimeoutException || cause instanceof java.net.SocketTimeoutException) {
                return new BrokerFailure(0, "no answer in time");
            }
        }
        return new BrokerFailure(0, "the connection broke: " + root(failure));
    }

    /** Whether the exchange, and with it every binding, is gone; or the queue that was asked for. */
    static boolean isNotFound(BrokerFailure failure) {
        return failure.code() == AMQP.NOT_FOUND;
    }

    /** Whether the broker closed one channel and nothing else, on its own account. */
    static boolean isOfOneChannel(ShutdownSignalException signal) {
        return !signal.isHardError() && !signal.isInitiatedByApplication();
    }

    /** The broker closed the channel: what the reply code means to someone who asked for something. */
    static String say(ProviderWords words, BrokerFailure failure) {
        return switch (failure.code()) {
            case AMQP.ACCESS_REFUSED -> words.topicForbidden();
            case AMQP.NOT_FOUND -> words.say("lost its exchange; try again");
            case AMQP.PRECONDITION_FAILED -> words.say("refused the event: it does not meet the broker's limits");
            default -> words.notConnected();
        };
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : " " + root.getMessage());
    }

    private static BrokerFailure ofReason(Method reason) {
        if (reason instanceof AMQP.Channel.Close close) {
            return new BrokerFailure(close.getReplyCode(), close.getReplyText());
        }
        if (reason instanceof AMQP.Connection.Close close) {
            return new BrokerFailure(close.getReplyCode(), close.getReplyText());
        }
        return new BrokerFailure(0, reason.protocolMethodName());
    }
}
