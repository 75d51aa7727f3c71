package io.weir.server;

import io.weir.config.ProviderConfig;
import io.weir.config.WeirConfig;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The providers of a configuration.
 *
 * @param all the names of all
 * @param bus the names of those of kind {@code bus}
 * @param bridged all others, by name: each has a bridge to its broker
 */
record Providers(Set<String> all, Set<String> bus, Map<String, ProviderConfig> bridged) {

    static Providers of(WeirConfig config) {
        Set<String> bus = new HashSet<>();
        Map<String, ProviderConfig> bridged = new LinkedHashMap<>();
        config.providers().forEach((name, provider) -> {
            if (provider instanceof ProviderConfig.Bus) {
                bus.add(name);
            } else {
                bridged.put(name, provider);
            }
        });
        return new Providers(config.providers().keySet(), Set.copyOf(bus), bridged);
    }
}
