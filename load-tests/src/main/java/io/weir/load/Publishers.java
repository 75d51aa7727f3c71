package io.weir.load;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Servers;
import io.weir.load.publish.EventPublisher;
import io.weir.load.publish.HttpPublisher;
import io.weir.load.publish.RabbitPublisher;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the publisher that a workload asks for.
 *
 * @param broker where RabbitMQ is; null when there is none
 */
record Publishers(@Nullable String broker) implements WorkloadRun.PublisherFactory {

    @Override
    public EventPublisher open(Workload workload, NodeUnderTest node) throws IOException {
        return switch (workload.publish()) {
            case HTTP -> new HttpPublisher(node.address(), workload.topics(), workload.payload());
            case RABBITMQ ->
                new RabbitPublisher(
                        brokerOrFail(),
                        workload.resumable() ? Servers.LOGGED_EXCHANGE : Servers.EXCHANGE,
                        workload.topics());
        };
    }

    private String brokerOrFail() {
        if (broker == null) {
            throw new IllegalStateException("this workload needs --rabbitmq URI");
        }
        return broker;
    }
}
