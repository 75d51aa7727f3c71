package io.weir.log.ledger;

/**
 * A topic of a provider, or a pattern of topics: {@code *} is a word between dots, {@code #} any number of them.
 *
 * @param provider its name
 */
public record TopicName(String provider, String topic) {}
