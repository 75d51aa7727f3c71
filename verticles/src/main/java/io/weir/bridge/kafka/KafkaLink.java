package io.weir.bridge.kafka;

import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Link;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;

/**
 * One life of what talks to the cluster. The client library connects again by itself; a cluster that does not answer for a
 * while still is lost, and everything comes back as a new link.
 *
 * @param topics those that it delivers from the start
 * @param unbound those that it should deliver and cannot
 * @param fate told when the link ends
 */
record KafkaLink(
        Admin admin,
        Topology topology,
        LiveReader reader,
        AcknowledgedPublisher publisher,
        Map<String, KafkaTopic> topics,
        Map<String, BrokerFailure> unbound,
        Fate fate)
        implements Link {

    /** There is nothing that could close by itself. */
    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void abort() {
        reader.close();
        publisher.abort();
        admin.close(Duration.ZERO);
    }

    /** Delivers a topic; done once no later event can be missed. */
    CompletionStage<KafkaTopic> deliver(String topic) {
        return deliver(topology, reader, topic);
    }

    static CompletionStage<KafkaTopic> deliver(Topology topology, LiveReader reader, String topic) {
        return topology.find(topic, AclOperation.READ)
                .thenCompose(
                        found -> topology.ends(found).thenCompose(reader::add).thenApply(reads -> found));
    }
}
