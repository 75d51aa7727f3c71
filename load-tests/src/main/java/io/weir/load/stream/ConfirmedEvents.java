package io.weir.load.stream;

import io.weir.load.publish.EventPayload;
import io.weir.load.publish.RabbitPublisher;
import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Events published to RabbitMQ, which confirms them; it holds those that the log has not taken yet. */
final class ConfirmedEvents implements Inflow {

    /** So many are on their way to the broker at most. */
    private static final int UNCONFIRMED = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RabbitPublisher publisher;
    private final EventPayload payload;

    /** Connects; the exchange must exist. */
    ConfirmedEvents(String broker, String exchange, int payloadBytes) throws IOException {
        publisher = RabbitPublisher.confirmed(broker, exchange, TOPIC + 1);
        payload = new EventPayload(payloadBytes);
    }

    @Override
    public String name() {
        return "RabbitMQ, confirmed";
    }

    @Override
    public int publishers() {
        return 1;
    }

    @Override
    public void send(long first, long events, Histogram latencyMicros) throws Exception {
        long refused = publisher.refused();
        for (long sequence = first; sequence < first + events; sequence++) {
            publisher.publish(TOPIC, payload.with(sequence));
            if ((sequence - first) % UNCONFIRMED == UNCONFIRMED - 1) {
                publisher.awaitConfirms(PATIENCE);
            }
        }
        publisher.awaitConfirms(PATIENCE);
        if (publisher.refused() > refused) {
            throw new IllegalStateException(
                    "%d events found no queue at the broker".formatted(publisher.refused() - refused));
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
