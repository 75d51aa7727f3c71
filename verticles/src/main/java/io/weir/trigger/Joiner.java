package io.weir.trigger;

import io.vertx.core.eventbus.Message;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.JoinTrigger;

/** A subscription whose transport waits for an answer to its join. */
record Joiner(Message<JoinTrigger> request, Subscription subscription) {

    static Joiner of(Message<JoinTrigger> request) {
        return new Joiner(request, Subscription.of(request.body()));
    }

    void answer(BusMessage answer) {
        request.reply(answer);
    }

    void fail(BusFailure failure, String message) {
        request.fail(failure.code(), message);
    }
}
