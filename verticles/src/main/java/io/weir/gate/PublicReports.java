package io.weir.gate;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusFailure;
import io.weir.bus.TakeReports;
import io.weir.flow.Timing;
import io.weir.source.PublicBody;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that other verticles and bridged clients send to {@link TakeReports#TOPIC}, as plain JSON. Who asks for an answer
 * gets {@code {"accepted": 1}}, or the reason why not. What comes without a wish for one is kept while the store is away, as
 * many as there is room for. Belongs to one event loop.
 */
final class PublicReports {

    private static final Logger LOG = LoggerFactory.getLogger(PublicReports.class);
    /** How many may be kept, and how many bytes of them. */
    private static final int ROOM = 10_000;

    private static final long ROOM_BYTES = 16 << 20;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ReportDesk desk;
    private final Timing timing;
    private int kept;
    private long keptBytes;
    private boolean stopped;

    PublicReports(ReportDesk desk, Timing timing) {
        this.desk = desk;
        this.timing = timing;
    }

    /** Listens on the calling context. */
    MessageConsumer<Object> serve(EventBus bus) {
        return bus.consumer(TakeReports.TOPIC, this::take);
    }

    /** Keeps nothing any longer. */
    void stop() {
        stopped = true;
    }

    private void take(Message<Object> message) {
        take(message, PublicBody.bytes(message.body()));
    }

    private void take(Message<Object> message, Buffer reports) {
        desk.take(reports).onComplete((count, failure) -> {
            if (failure == null) {
                reply(message, new JsonObject().put("accepted", count));
            } else if (failure instanceof RefusedReportException refused) {
                refuse(message, BusFailure.REFUSED, refused.getMessage());
            } else {
                onAway(message, reports);
            }
        });
    }

    private void onAway(Message<Object> message, Buffer reports) {
        int bytes = reports.length();
        boolean full = kept >= ROOM || keptBytes + bytes > ROOM_BYTES;
        if (wantsAnswer(message) || full || stopped) {
            refuse(message, BusFailure.STORE_UNAVAILABLE, "the report was not stored; send it again");
            return;
        }
        kept++;
        keptBytes += bytes;
        timing.after(PAUSE, () -> {
            kept--;
            keptBytes -= bytes;
            take(message, reports);
        });
    }

    private static void reply(Message<Object> message, JsonObject answer) {
        if (wantsAnswer(message)) {
            message.reply(answer);
        }
    }

    private static void refuse(Message<Object> message, BusFailure failure, @Nullable String words) {
        if (wantsAnswer(message)) {
            message.fail(failure.code(), words);
        } else {
            LOG.atWarn().addKeyValue(LogKey.CAUSE, words).log("a report of a system was not taken");
        }
    }

    private static boolean wantsAnswer(Message<Object> message) {
        @Nullable String replyTo = message.replyAddress();
        return replyTo != null;
    }
}
