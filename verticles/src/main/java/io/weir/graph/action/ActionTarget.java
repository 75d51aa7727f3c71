package io.weir.graph.action;

import io.weir.graph.template.Template;

/** Whom an action calls. The templates may name {@code args}, {@code headers} and {@code env}. */
public sealed interface ActionTarget {

    /**
     * An HTTP API.
     *
     * @param url absolute; scheme and authority hold no placeholder but of {@code env}
     */
    record Http(ActionMethod method, Template url) implements ActionTarget {}

    /**
     * Any verticle, or a client of a bridge, on the event bus.
     *
     * @param address where it listens
     */
    record Bus(Template address) implements ActionTarget {}

    /**
     * Request and reply over RabbitMQ.
     *
     * @param routingKey on the provider's exchange
     */
    record Amqp(Template routingKey) implements ActionTarget {}
}
