/**
 * A RabbitMQ broker in, {@link io.weir.bus.TopicEvent}s and answers on the bus out: topics are routing keys of one topic
 * exchange.
 *
 * <p>Two connections, as RabbitMQ advises: a broker that is short of memory stops reading from connections that publish,
 * and acks and bindings must go on. One more for each durable queue, that of logged topics and that of reports: a quorum
 * queue without a leader blocks whoever asks for it, and in the end closes the connection. Behind them:
 *
 * <pre>
 *                      RabbitmqBridgeVerticle ─ RabbitmqBridge ─ BrokerConnector (connect, lose, back off)
 *                                                   │                │
 *                                                   │            BrokerLink = one life of the two connections
 *   trigger  ── OpenTopic ──▶ TopicBindings ──▶ BindingChannel ──┐
 *            ◀─ TopicEvent ──  (routes)     ◀── Deliveries ──────┴── connection "consume"
 *   log      ── LogTopics ──▶ LogQueue ──▶ DurableQueue ─┐
 *            ◀─ AppendEvents ─ EventTaker ◀─ QueueReader ──┴── connection "log" (QueueConnection)
 *   gate                       ReportQueue ▶ DurableQueue ─┐
 *            ◀─ TakeReports ── ReportTaker ◀ QueueReader ──┴── connection "reports"
 *   source   ── PublishEvent ─────────────────▶ ConfirmedPublisher ─┐
 *            ── RequestEvent ─────────────────▶ Requester ──────────┴── connection "publish"
 * </pre>
 *
 * <p>Topics are spread over queues, see {@link io.weir.bridge.rabbitmq.TopicPlaces}, all read on one channel.
 *
 * <p>Why not {@code io.vertx.rabbitmq.RabbitMQClient}, whose dependency brings the library used here: it sends every call
 * through one channel shared by consumers and publishers, so that one refused publish closes everyone's channel; waits
 * for confirms on a worker without a bound; queues deliveries without one; and reconnects without a word about which
 * bindings are back. The broker's own {@code amqp-client} has the shape needed: a channel for each purpose, a confirm
 * listener, {@code DefaultConsumer}. Its automatic recovery is off, since it gives topics back one at a time and says
 * nothing between.
 *
 * <p>Threads: state is confined to the verticle's event loop; whatever may block (connect, bind, write to a socket) runs
 * on the threads of {@link io.weir.bridge.rabbitmq.BrokerThreads}.
 */
@NullMarked
package io.weir.bridge.rabbitmq;

import org.jspecify.annotations.NullMarked;
