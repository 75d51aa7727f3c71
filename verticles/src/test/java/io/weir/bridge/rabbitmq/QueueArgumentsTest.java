package io.weir.bridge.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.LongStringHelper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueArgumentsTest {

    private static final LongString OLD = LongStringHelper.asLongString("3.13.7");

    @Test
    void shouldAskForAQuorumQueueWithOneReaderThatExpires() {
        assertThat(QueueArguments.of(60_000, Map.of("version", OLD)))
                .isEqualTo(Map.of("x-queue-type", "quorum", "x-single-active-consumer", true, "x-expires", 60_000L));
    }

    @ParameterizedTest
    @CsvSource({"4.0.0,true", "4.2.1,true", "10.0,true", "3.10.8,false", "0.0.0,false", "unknown,false"})
    void shouldLiftTheDeliveryLimitWhereThereIsOne(String version, boolean limited) {
        Map<String, Object> arguments =
                QueueArguments.of(60_000, Map.of("version", LongStringHelper.asLongString(version)));

        assertThat(arguments.get("x-delivery-limit")).isEqualTo(limited ? -1 : null);
    }

    @Test
    void shouldExpectNoLimitOfABrokerThatHidesItsVersion() {
        assertThat(QueueArguments.of(60_000, Map.of())).doesNotContainKey("x-delivery-limit");
    }

    @Test
    void shouldKeepToWhatABrokersTimersCan() {
        assertThat(QueueArguments.of(Long.MAX_VALUE, Map.of())).containsEntry("x-expires", 4_294_967_295L);
        assertThat(QueueArguments.of(0, Map.of())).containsEntry("x-expires", 1L);
    }
}
