package io.weir.subgraph;

import io.weir.config.BreakerConfig;
import io.weir.config.CallConfig;
import io.weir.config.HeadersConfig;
import io.weir.config.SubgraphConfig;
import io.weir.config.SubgraphsConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for tests that are about headers. */
final class HeaderRules {

    private HeaderRules() {}

    /** A subgraph that sees these headers. */
    static SubgraphConfig subgraph(String name, String... forward) {
        return subgraph(name, List.of(forward), Map.of());
    }

    static SubgraphConfig subgraph(String name, List<String> forward, Map<String, String> set) {
        CallConfig d = CallConfig.DEFAULT;
        CallConfig call = new CallConfig(
                d.timeout(),
                d.connectTimeout(),
                d.retries(),
                d.backOff(),
                d.protocol(),
                d.concurrency(),
                d.queue(),
                d.keepAlive(),
                d.maxReply(),
                d.trust(),
                new HeadersConfig(forward, set),
                BreakerConfig.DEFAULT);
        return new SubgraphConfig(name, Optional.of("http://" + name), Optional.empty(), call);
    }

    static ForwardedHeaders of(SubgraphConfig... subgraphs) {
        return ForwardedHeaders.of(SubgraphsConfig.of(subgraphs));
    }
}
