package io.weir.trigger;

import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;

/**
 * A subscription of a transport instance.
 *
 * @param transport the instance's address
 * @param id the instance's own number for it
 */
record Subscription(String transport, long id) {

    static Subscription of(JoinTrigger join) {
        return new Subscription(join.deliverTo(), join.subscriptionId());
    }

    static Subscription of(LeaveTrigger leave) {
        return new Subscription(leave.deliverTo(), leave.subscriptionId());
    }
}
