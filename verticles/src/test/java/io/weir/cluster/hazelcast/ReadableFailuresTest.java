package io.weir.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.spi.exception.CallerNotMemberException;
import com.hazelcast.spi.exception.PartitionMigratingException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import io.weir.config.ClusterConfig;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadableFailuresTest {

    private final SerializationConfig config = HazelcastSettings.of(ClusterConfig.DEFAULT.enable(), "node", "127.0.0.1")
            .getSerializationConfig();
    private final SerializationService service =
            new DefaultSerializationServiceBuilder().setConfig(config).build();

    static Stream<Throwable> failures() {
        Throwable suppressing = new IllegalStateException("closed");
        suppressing.addSuppressed(new IOException("and this"));
        return Stream.of(
                new TargetNotMemberException("gone"),
                new CallerNotMemberException("gone"),
                new PartitionMigratingException("moves"),
                new HazelcastInstanceNotActiveException("stops"),
                new OperationTimeoutException("slow", new TimeoutException()),
                new ExecutionException(new NullPointerException()),
                suppressing);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldReadWhatAnotherMemberSaysOfAFailure(Throwable failure) {
        Throwable read = service.toObject(service.toData(failure));
        assertThat(read).hasSameClassAs(failure).hasMessage(failure.getMessage());
    }

    @Test
    void shouldReadNothingElse() {
        assertThatThrownBy(() -> service.toObject(service.toData(Locale.ROOT)))
                .hasMessageContaining("java.util.Locale is not allowed");
    }
}
