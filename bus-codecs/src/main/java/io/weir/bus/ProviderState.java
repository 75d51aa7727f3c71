package io.weir.bus;

/**
 * A bridge lost its broker or found it again; published to {@link BusAddress#PROVIDER_STATE}.
 *
 * @param node the node of the bridge
 * @param provider the provider's name in the configuration
 * @param connected whether topics of this provider deliver through that bridge now
 */
public record ProviderState(String node, String provider, boolean connected) implements BusMessage {}
