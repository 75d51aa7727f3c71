package io.weir.bus;

/**
 * A trigger reads a topic's history. Answered by {@link LogPage}, or by {@link LogGap} when events behind {@code after}
 * were dropped in the meantime or the store is another one by now; failed with {@link BusFailure#STORE_UNAVAILABLE}.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param store which store {@code after} is of
 * @param after reads what is behind this position
 * @param limit how many events at most, at least 1; the log may give fewer, to keep an answer small
 */
public record ReadLog(String provider, String topic, long store, long after, int limit) implements BusMessage {}
