/**
 * A NATS server in, {@link io.weir.bus.TopicEvent}s and answers on the bus out: topics are subjects.
 *
 * <pre>
 *                      NatsBridgeVerticle ─ NatsBridge ─ BrokerConnector (connect, lose, back off)
 *                                               │              │
 *                                               │          NatsLink = one life of the connection "live"
 *   trigger  ── OpenTopic ──▶ TopicBindings ──▶ subscriptions ─┐
 *            ◀─ TopicEvent ── TopicRoutes   ◀── LiveEvents ────┤
 *   source   ── PublishEvent ─────────────────▶ EventPublisher ┤
 *            ── RequestEvent ─────────────────▶ Requester ─────┘
 *   log, gate ──▶ LogQueue, ReportQueue ──▶ JetStreams ─ DurableStream, StreamChannel ── connections "log", "reports"
 * </pre>
 *
 * <p>The client library's own reconnecting is off: it gives subscriptions back without a word about which the server still
 * allows, and holds back what is published meanwhile, as if it had been sent.
 *
 * <p>Threads: state is confined to the verticle's event loop; whatever may block runs on {@link
 * io.weir.bridge.BrokerThreads}; what the client library says comes on its own threads.
 */
@NullMarked
package io.weir.bridge.nats;

import org.jspecify.annotations.NullMarked;
