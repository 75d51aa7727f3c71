package io.weir.bridge;

import io.vertx.core.Future;
import io.weir.bus.BusFailure;
import io.weir.bus.PublishOutcome;
import java.util.Optional;
import java.util.function.Function;

/**
 * What other stages ask of a broker goes to the link, while there is one. On the event loop only.
 *
 * @param connector has the link
 * @param words says why there is none
 * @param check why a text is no topic of this broker
 */
public record LinkCalls<L extends Link>(
        BrokerConnector<L> connector, ProviderWords words, Function<String, Optional<String>> check) {

    /** Calls the link; fails with a {@link BridgeException} where there is none, or for what is no topic. */
    public <T> Future<T> call(String topic, Function<L, Future<T>> call) {
        Optional<L> link = connector.link();
        if (link.isEmpty()) {
            return Future.failedFuture(new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected()));
        }
        return check.apply(topic)
                .map(reason -> Future.<T>failedFuture(new BridgeException(BusFailure.REFUSED, reason)))
                .orElseGet(() -> call.apply(link.get()));
    }

    /** The same for an event, of which everything that is expected to go wrong is an outcome. */
    public Future<PublishOutcome> publish(String topic, Function<L, Future<PublishOutcome>> call) {
        return call(topic, call)
                .recover(failure -> failure instanceof BridgeException refused
                        ? Future.succeededFuture(new PublishOutcome(false, String.valueOf(refused.getMessage())))
                        : Future.failedFuture(failure));
    }
}
