package io.weir.graph.action;

import io.weir.config.ActionsConfig;
import io.weir.config.ProviderConfig;
import io.weir.config.SystemConfig;
import io.weir.config.WeirConfig;
import io.weir.template.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the configuration lets the schema's actions do.
 *
 * @param origins whom they may call over HTTP
 * @param headers of the client's request that templates may name, in lower case
 * @param environment the variables that templates may name, with their values, which are secrets
 * @param systems those whose gates actions may wait for, by name
 * @param amqp the provider that {@code amqp:} targets are called through; empty when there is none, or none is chosen
 */
public record ActionRules(
        Set<Origin> origins,
        Set<String> headers,
        Map<String, String> environment,
        Map<String, SystemConfig> systems,
        Optional<String> amqp) {

    /** No one may be called over HTTP. */
    public static final ActionRules NONE = new ActionRules(Set.of(), Set.of(), Map.of(), Map.of(), Optional.empty());

    /** Copies the collections. */
    public ActionRules {
        origins = Set.copyOf(origins);
        headers = Set.copyOf(headers);
        environment = Map.copyOf(environment);
        systems = Map.copyOf(systems);
    }

    /** What a configuration says. */
    public static ActionRules of(WeirConfig config) {
        ActionsConfig actions = config.actions();
        return new ActionRules(
                actions.origins(),
                Set.copyOf(actions.headers()),
                actions.env(),
                config.consistency().systems(),
                amqp(config));
    }

    private static Optional<String> amqp(WeirConfig config) {
        List<String> brokers = config.providers().entrySet().stream()
                .filter(provider -> provider.getValue() instanceof ProviderConfig.Rabbitmq)
                .map(Map.Entry::getKey)
                .toList();
        Optional<String> only = brokers.size() == 1 ? Optional.of(brokers.get(0)) : Optional.empty();
        return config.actions().amqp().or(() -> only);
    }

    /** The values of variables are secrets. */
    @Override
    public String toString() {
        return "ActionRules[origins=" + origins + ", headers=" + headers + ", environment=" + environment.keySet()
                + "]";
    }
}
