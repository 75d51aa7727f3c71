package io.weir.config;

import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a node finds the others in Kubernetes.
 *
 * @param dns the DNS name of a headless service that has every node, asked without rights of any kind
 * @param namespace the namespace to ask Kubernetes' own API about, which needs the right to list endpoints
 * @param service the service there; none is every pod of the namespace
 */
public record KubernetesConfig(Optional<String> dns, Optional<String> namespace, Optional<String> service) {

    private static final Scalar<String> DNS = Values.text(
            "a name such as weir-cluster.default.svc.cluster.local", Pattern.compile("[A-Za-z0-9.-]{1,253}"));
    private static final Scalar<String> LABEL =
            Values.text("a name of Kubernetes", Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"));

    static final Shape<KubernetesConfig> SHAPE = keys -> {
        keys.atLeastOne("dns", "namespace");
        return new KubernetesConfig(
                keys.optional(
                        "dns",
                        new OptionalOf<>(DNS),
                        Optional.empty(),
                        "The DNS name of a headless service that has every node as soon as it runs."),
                keys.optional(
                        "namespace",
                        new OptionalOf<>(LABEL),
                        Optional.empty(),
                        "The namespace to ask Kubernetes' API about instead; needs the right to list endpoints there."),
                keys.optional(
                        "service",
                        new OptionalOf<>(LABEL),
                        Optional.empty(),
                        "The service of that namespace; without it every pod there is asked."));
    };

    /** Checks every rule. */
    public KubernetesConfig {
        dns.ifPresent(name -> DNS.check("dns", name));
        namespace.ifPresent(name -> LABEL.check("namespace", name));
        service.ifPresent(name -> LABEL.check("service", name));
        if (service.isPresent() && namespace.isEmpty()) {
            throw new IllegalArgumentException("service: is looked for in namespace, which is not given");
        }
    }
}
