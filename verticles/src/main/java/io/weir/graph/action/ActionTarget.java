package io.weir.graph.action;

import io.weir.graph.template.TopicTemplate;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.UrlTemplate;
import java.util.List;

/** Whom an action calls. */
public sealed interface ActionTarget {

    /** The placeholders of its address. */
    List<Placeholder> placeholders();

    /**
     * An HTTP API.
     *
     * @param url may name {@code args} and {@code headers}
     */
    record Http(ActionMethod method, UrlTemplate url) implements ActionTarget {
        @Override
        public List<Placeholder> placeholders() {
            return url.placeholders();
        }

        /** What was put in for the environment may be a secret: only whom it calls is shown. */
        @Override
        public String toString() {
            return method + " " + url.origin();
        }
    }

    /**
     * Any verticle, or a client of a bridge, on the event bus.
     *
     * @param address where it listens; may name {@code args} after a first word
     */
    record Bus(TopicTemplate address) implements ActionTarget {
        @Override
        public List<Placeholder> placeholders() {
            return address.template().placeholders();
        }

        @Override
        public String toString() {
            return "bus:" + address.template();
        }
    }

    /**
     * Request and reply over RabbitMQ.
     *
     * @param provider its name in the configuration
     * @param routingKey on the provider's exchange; may name {@code args} after a first word
     */
    record Amqp(String provider, TopicTemplate routingKey) implements ActionTarget {
        @Override
        public List<Placeholder> placeholders() {
            return routingKey.template().placeholders();
        }

        @Override
        public String toString() {
            return "amqp:" + routingKey.template();
        }
    }
}
