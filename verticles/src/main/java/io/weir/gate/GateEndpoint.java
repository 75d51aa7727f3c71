package io.weir.gate;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.AwaitSystems;
import io.weir.bus.AwaitToken;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.ReportsTaken;
import io.weir.bus.SealToken;
import io.weir.bus.TakeReports;
import io.weir.bus.TokenRefused;
import io.weir.gate.token.RefusedTokenException;
import io.weir.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes {@link AwaitSystems}, {@link AwaitToken}, {@link SealToken} and {@link TakeReports} and answers each as its Javadoc
 * says.
 */
final class GateEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(GateEndpoint.class);

    private final Gate gate;
    private final ReportDesk desk;

    GateEndpoint(Gate gate, ReportDesk desk) {
        this.gate = gate;
        this.desk = desk;
    }

    /** Listens on the calling context. The consumer's completion says when requests arrive. */
    MessageConsumer<BusMessage> serve(EventBus bus) {
        return bus.consumer(BusAddress.GATE, this::handle);
    }

    private void handle(Message<BusMessage> message) {
        try {
            answer(message.body()).onSuccess(message::reply).onFailure(failure -> fail(message, failure));
        } catch (RuntimeException fault) {
            fail(message, fault);
        }
    }

    private Future<? extends BusMessage> answer(BusMessage asked) {
        if (asked instanceof AwaitSystems systems) {
            return gate.await(systems);
        }
        if (asked instanceof AwaitToken token) {
            return gate.await(token);
        }
        if (asked instanceof SealToken seal) {
            return gate.seal(seal);
        }
        if (asked instanceof TakeReports reports) {
            return desk.take(reports.reports()).map(ReportsTaken::new);
        }
        return Future.failedFuture(new GateFailure(BusFailure.REFUSED, "a gate cannot do that"));
    }

    private static void fail(Message<BusMessage> message, Throwable failure) {
        if (failure instanceof RefusedTokenException refused) {
            message.reply(new TokenRefused(String.valueOf(refused.getMessage())));
        } else if (failure instanceof RefusedReportException refused) {
            message.reply(refused.refusal());
        } else if (failure instanceof StoreException unavailable) {
            message.fail(BusFailure.STORE_UNAVAILABLE.code(), unavailable.getMessage());
        } else if (failure instanceof GateFailure expected) {
            message.fail(expected.failure().code(), expected.getMessage());
        } else {
            LOG.error("a request to a gate failed in an unforeseen way", failure);
            message.fail(BusFailure.REFUSED.code(), "the gate failed");
        }
    }
}
