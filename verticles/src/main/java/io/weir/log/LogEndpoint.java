package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.EventsAppended;
import io.weir.bus.FindLogEnd;
import io.weir.bus.FindPosition;
import io.weir.bus.ReadHistory;
import io.weir.bus.ReadLog;
import io.weir.log.ledger.NewEvent;
import io.weir.store.StoreException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes {@link AppendEvents}, {@link FindPosition}, {@link FindLogEnd}, {@link ReadLog} and {@link ReadHistory} and answers
 * each as its Javadoc says.
 */
final class LogEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(LogEndpoint.class);

    private final Admission admission;
    private final Appender appender;
    private final Places places;
    private final Ends ends;
    private final Histories histories;

    LogEndpoint(Admission admission, Appender appender, Places places, Ends ends, Histories histories) {
        this.admission = admission;
        this.appender = appender;
        this.places = places;
        this.ends = ends;
        this.histories = histories;
    }

    /** Listens on the calling context. The consumer's completion says when requests arrive. */
    static MessageConsumer<BusMessage> serve(EventBus bus, LogEndpoint endpoint) {
        return bus.consumer(BusAddress.LOG, endpoint::handle);
    }

    private void handle(Message<BusMessage> message) {
        answer(message.body()).onSuccess(message::reply).onFailure(failure -> fail(message, failure));
    }

    private Future<? extends BusMessage> answer(BusMessage asked) {
        if (asked instanceof AppendEvents append) {
            List<NewEvent> events = append.events().stream()
                    .flatMap(event -> admission.admit(event).stream())
                    .toList();
            return appender.append(events).map(EventsAppended::new);
        }
        if (asked instanceof FindPosition find) {
            return places.find(find);
        }
        if (asked instanceof FindLogEnd find) {
            return ends.find(find);
        }
        if (asked instanceof ReadLog read) {
            return places.read(read);
        }
        if (asked instanceof ReadHistory history) {
            return histories.read(history);
        }
        return Future.failedFuture(new LogFailure(BusFailure.REFUSED, "the log cannot do that"));
    }

    private static void fail(Message<BusMessage> message, Throwable failure) {
        if (failure instanceof StoreException unavailable) {
            message.fail(BusFailure.STORE_UNAVAILABLE.code(), unavailable.getMessage());
        } else if (failure instanceof LogFailure expected) {
            message.fail(expected.failure().code(), expected.getMessage());
        } else {
            LOG.error("a request to the event log failed in an unforeseen way", failure);
            message.fail(BusFailure.REFUSED.code(), "the log failed");
        }
    }
}
