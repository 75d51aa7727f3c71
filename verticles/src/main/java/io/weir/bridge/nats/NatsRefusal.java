package io.weir.bridge.nats;

import io.weir.bridge.BrokerFailure;
import java.io.IOException;

/** The server said no in its own words. */
final class NatsRefusal extends IOException {

    private static final long serialVersionUID = 1;

    private final transient BrokerFailure failure;

    NatsRefusal(BrokerFailure failure) {
        super(failure.text());
        this.failure = failure;
    }

    BrokerFailure failure() {
        return failure;
    }
}
