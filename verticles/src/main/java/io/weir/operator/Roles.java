package io.weir.operator;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.Service;
import io.weir.cluster.Asking;
import io.weir.cluster.Peers;
import io.weir.error.ErrorCode;
import java.time.Duration;

/** Asks the nodes with a role over the bus. Fails with {@link OperatorException} and nothing else. Thread-safe. */
final class Roles {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Asking deliveries;
    private final Asking log;

    Roles(EventBus bus, Peers peers) {
        this.deliveries = new Asking(bus, peers, Service.DELIVERIES, BusAddress.DELIVERIES);
        this.log = new Asking(bus, peers, Service.LOG, BusAddress.LOG);
    }

    /** Asks any node that runs deliveries. */
    <R> Future<R> deliveries(BusMessage question, Class<R> answer) {
        return ask(deliveries, "deliveries", question, answer);
    }

    /** Asks any node that keeps the log. */
    <R> Future<R> log(BusMessage question, Class<R> answer) {
        return ask(log, "triggers", question, answer);
    }

    private <R> Future<R> ask(Asking asking, String role, BusMessage question, Class<R> answer) {
        return asking.<BusMessage>ask(question, PATIENCE)
                .map(answer::cast)
                .recover(failure -> Future.failedFuture(said(role, failure)));
    }

    private static OperatorException said(String role, Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return new OperatorException(ErrorCode.INTERNAL_SERVER_ERROR, "the answer was none that was asked for");
        }
        if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
            return new OperatorException(
                    ErrorCode.ROLE_UNAVAILABLE,
                    "no node serves this now: start one with the role \"%s\", whose configuration has something to do for it"
                            .formatted(role));
        }
        if (BusFailure.isIncompatible(failure)) {
            return new OperatorException(
                    ErrorCode.NODES_INCOMPATIBLE,
                    "the nodes with the role \"%s\" are of another version: run nodes of one release".formatted(role));
        }
        if (reply.failureType() == ReplyFailure.TIMEOUT) {
            return new OperatorException(
                    ErrorCode.ROLE_UNAVAILABLE,
                    "no node with the role \"%s\" answered in time; try again".formatted(role));
        }
        return BusFailure.ofCode(reply.failureCode()) == BusFailure.STORE_UNAVAILABLE
                ? new OperatorException(ErrorCode.STORE_UNAVAILABLE, "the store does not answer; try again")
                : new OperatorException(ErrorCode.BAD_USER_INPUT, String.valueOf(reply.getMessage()));
    }
}
