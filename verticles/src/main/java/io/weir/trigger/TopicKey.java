package io.weir.trigger;

/**
 * A topic of a provider.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 */
record TopicKey(String provider, String topic) {}
