package io.weir.log.ledger;

import io.weir.config.WeirConfig;

/**
 * A topic of a provider, or a pattern of topics: {@code *} is a word between dots, {@code #} any number of them.
 *
 * @param provider its name
 */
public record TopicName(String provider, String topic) {

    /** As messages and the configuration name it: what stands before the first colon is a provider. */
    public static TopicName of(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new TopicName(WeirConfig.DEFAULT_PROVIDER, text)
                : new TopicName(text.substring(0, colon), text.substring(colon + 1));
    }
}
