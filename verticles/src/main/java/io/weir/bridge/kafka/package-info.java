/**
 * A Kafka cluster in, {@link io.weir.bus.TopicEvent}s on the bus out: topics are Kafka's topics.
 *
 * <pre>
 *                KafkaBridgeVerticle ─ KafkaBridge ─ BrokerConnector (connect, lose, back off)
 *                                          │              │
 *                                          │          KafkaLink = one life of admin, reader and publisher
 *   trigger  ── OpenTopic ──▶ LiveTopics ──▶ Topology (find, ends) ─▶ LiveReader, all partitions by assignment
 *            ◀─ TopicEvent ── (routes)  ◀──────────────────────────────┘
 *   log      ── LogTopics ──▶ LogGroup ───▶ GroupPlanner ─▶ GroupReader, a member of the log's group
 *            ◀─ AppendEvents ─ QueueReader ◀──────────────────────────┘
 *   source   ── PublishEvent ─▶ AcknowledgedPublisher (idempotent, all replicas in step)
 * </pre>
 *
 * <p>Order is that of each partition, and so of events with the same record key; between partitions there is none.
 *
 * <p>Why not {@code io.vertx.kafka.client}, whose dependency brings the library used here: its consumer pauses by leaving
 * polled records in a queue of its own, hides from whom and to whom partitions go until after the fact, and closes nothing
 * within a time; and its producer blocks a shared worker for each event while a topic's brokers are unknown. Kafka's own
 * {@code kafka-clients} lets each piece have its own thread, which is what a consumer asks for anyway.
 *
 * <p>Threads: state is confined to the verticle's event loop. Each consumer belongs to one thread that does nothing else;
 * {@link io.weir.bridge.BrokerThreads} are for whatever else may block.
 */
@NullMarked
package io.weir.bridge.kafka;

import org.jspecify.annotations.NullMarked;
