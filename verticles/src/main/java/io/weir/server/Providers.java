package io.weir.server;

import io.weir.config.ProviderConfig;
import io.weir.config.WeirConfig;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The providers of a configuration, by kind.
 *
 * @param all the names of all
 * @param bus the names of those of kind {@code bus}
 * @param rabbitmq those of kind {@code rabbitmq}, by name
 */
record Providers(Set<String> all, Set<String> bus, Map<String, ProviderConfig.Rabbitmq> rabbitmq) {

    static Providers of(WeirConfig config) {
        Set<String> bus = new HashSet<>();
        Map<String, ProviderConfig.Rabbitmq> rabbitmq = new LinkedHashMap<>();
        config.providers().forEach((name, provider) -> {
            if (provider instanceof ProviderConfig.Rabbitmq broker) {
                rabbitmq.put(name, broker);
            } else {
                bus.add(name);
            }
        });
        return new Providers(config.providers().keySet(), Set.copyOf(bus), rabbitmq);
    }
}
