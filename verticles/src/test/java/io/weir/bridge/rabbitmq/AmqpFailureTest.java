package io.weir.bridge.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.weir.bridge.BrokerFailure;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class AmqpFailureTest {

    @Test
    void shouldSayWhatTheBrokerSaid() {
        // Given an RPC's failure as the client library wraps it
        AMQP.Channel.Close close = new AMQP.Channel.Close.Builder()
                .replyCode(403)
                .replyText("ACCESS_REFUSED - no")
                .build();
        IOException failure = new IOException(new ShutdownSignalException(false, false, close, null));

        // Then
        assertThat(AmqpFailure.of(failure)).isEqualTo(new BrokerFailure(403, "ACCESS_REFUSED - no"));
    }

    @Test
    void shouldSayWhyNoConnectionCameAbout() {
        assertThat(text(new AuthenticationFailureException("x"))).isEqualTo("the broker refused user or password");
        assertThat(text(new ConnectException("x"))).isEqualTo("no one listens there");
        assertThat(text(new UnknownHostException("broker.internal"))).isEqualTo("the host is unknown");
        assertThat(text(new TimeoutException())).isEqualTo("no answer in time");
        assertThat(text(new SSLHandshakeException("bad certificate"))).isEqualTo("no TLS: bad certificate");
    }

    @Test
    void shouldSayHowAConnectionBroke() {
        // Given
        ShutdownSignalException signal = new ShutdownSignalException(true, false, null, null);
        signal.initCause(new EOFException());

        // Then
        assertThat(text(signal)).isEqualTo("the connection broke: EOFException");
    }

    @Test
    void shouldTellOneChannelsEndFromTheConnections() {
        assertThat(AmqpFailure.isOfOneChannel(new ShutdownSignalException(false, false, null, null)))
                .isTrue();
        assertThat(AmqpFailure.isOfOneChannel(new ShutdownSignalException(true, false, null, null)))
                .isFalse();
        assertThat(AmqpFailure.isOfOneChannel(new ShutdownSignalException(false, true, null, null)))
                .isFalse();
    }

    private static String text(Exception failure) {
        return AmqpFailure.of(failure).text();
    }
}
