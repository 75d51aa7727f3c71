package io.weir.delivery.target;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.delivery.target.Verdict.Done;
import io.weir.graph.delivery.DeliveryTarget;
import io.weir.graph.template.BadTopicException;
import io.weir.json.Json;
import io.weir.source.TopicClient;

/** Publishes what the document made of an event: the one object, without its response key. Thread-safe. */
final class TopicPublishing {

    private final TopicClient topics;

    TopicPublishing(TopicClient topics) {
        this.topics = topics;
    }

    /** Makes one attempt; never fails. The event has the same id on each, so that whoever is told twice can tell. */
    Future<Verdict> publish(Parcel parcel, DeliveryTarget.Topic target) throws UnfitValueException {
        ParcelValues values = new ParcelValues(parcel);
        Buffer payload = Json.write(values.shaped());
        Verdict tooLarge = Envelope.tooLarge(parcel, payload);
        if (tooLarge != null) {
            return Future.succeededFuture(tooLarge);
        }
        EventAttributes attributes =
                new EventAttributes(parcel.id(), Envelope.source(parcel), null, Envelope.depth(parcel));
        return topics.publish(target.provider(), topic(target, values), attributes, payload)
                .map(outcome -> outcome.accepted() ? new Done(null) : Why.REFUSED.again(outcome.reason()));
    }

    private static String topic(DeliveryTarget.Topic target, ParcelValues values) throws UnfitValueException {
        try {
            return target.topic().render(values);
        } catch (BadTopicException e) {
            throw new UnfitValueException(String.valueOf(e.getMessage()));
        }
    }
}
