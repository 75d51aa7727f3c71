package io.weir.bus;

/**
 * A bridge lost its broker or found it again; published to {@link BusAddress#PROVIDER_STATE}.
 *
 * @param provider the provider's name in the configuration
 * @param connected whether topics of this provider deliver now
 */
public record ProviderState(String provider, boolean connected) implements BusMessage {}
