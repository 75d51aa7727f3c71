package io.weir.graph.action;

import io.weir.graph.template.Template.Part.Placeholder;
import io.weir.graph.template.TopicTemplate;
import io.weir.graph.template.UrlTemplate;
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
    }
}
