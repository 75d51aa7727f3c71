package io.weir.subgraph;

import io.vertx.core.MultiMap;
import io.weir.config.HeadersConfig;
import io.weir.config.SubgraphConfig;
import io.weir.config.SubgraphsConfig;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a client's request goes along to subgraphs: first, where the request comes in, whatever any subgraph may see;
 * then, for each subgraph, what that one may see. Names are in lower case. Immutable.
 */
public final class ForwardedHeaders {

    /** W3C Trace Context: goes along always, and makes no two requests different. */
    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    /** Nothing at all, where there are no subgraphs. */
    public static final ForwardedHeaders NONE = new ForwardedHeaders(List.of(), Map.of(), List.of());

    /** What may come in. */
    private final List<String> any;

    private final Map<String, List<String>> bySubgraph;
    private final List<String> others;

    private ForwardedHeaders(List<String> any, Map<String, List<String>> bySubgraph, List<String> others) {
        this.any = any;
        this.bySubgraph = bySubgraph;
        this.others = others;
    }

    /** By the allow-lists of the configuration. */
    public static ForwardedHeaders of(SubgraphsConfig subgraphs) {
        Map<String, List<String>> bySubgraph = subgraphs.entries().stream()
                .collect(Collectors.toMap(
                        SubgraphConfig::name, entry -> visible(entry.call().headers())));
        Set<String> any = new LinkedHashSet<>(subgraphs.forwardedHeaders());
        any.addAll(TRACE);
        return new ForwardedHeaders(
                List.copyOf(any), bySubgraph, visible(subgraphs.defaults().headers()));
    }

    /** A header that is set anyway hides the client's. */
    private static List<String> visible(HeadersConfig headers) {
        return headers.forward().stream()
                .filter(name -> !headers.set().containsKey(name) && !TRACE.contains(name))
                .toList();
    }

    /** What a request carries that came with these headers. */
    public Map<String, String> of(MultiMap request) {
        return pick(any, request);
    }

    /**
     * What a subscription keeps of what its request carried: streams that differ in it are different streams. Its
     * events are no part of the trace that began it.
     */
    public static Map<String, String> ofStream(Map<String, String> carried) {
        if (TRACE.stream().noneMatch(carried::containsKey)) {
            return carried;
        }
        Map<String, String> kept = new HashMap<>(carried);
        kept.keySet().removeAll(TRACE);
        return kept;
    }

    /** What of a request's headers makes it a different one for this subgraph: all that it may see but the trace. */
    Map<String, String> distinguishing(SubgraphRequest request) {
        Map<String, String> carried = request.headers();
        if (carried.isEmpty()) {
            return Map.of();
        }
        Map<String, String> seen = new HashMap<>();
        for (String name : bySubgraph.getOrDefault(request.subgraph(), others)) {
            String value = carried.get(name);
            if (value != null) {
                seen.put(name, value);
            }
        }
        return seen;
    }

    /** All that this subgraph may see. */
    Map<String, String> visible(SubgraphRequest request) {
        Map<String, String> seen = distinguishing(request);
        Map<String, String> trace = new HashMap<>();
        for (String name : TRACE) {
            String value = request.headers().get(name);
            if (value != null) {
                trace.put(name, value);
            }
        }
        return trace.isEmpty() ? seen : join(seen, trace);
    }

    /** Whether a header, its name in lower case, is one of the trace's. */
    public static boolean trace(String name) {
        return TRACE.contains(name);
    }

    /** These headers of a request and those of its trace, as far as it has them. */
    public static Map<String, String> withTrace(List<String> names, MultiMap request) {
        return join(pick(names, request), pick(TRACE, request));
    }

    private static Map<String, String> pick(List<String> names, MultiMap request) {
        Map<String, String> picked = Map.of();
        for (String name : names) {
            List<String> values = request.getAll(name);
            if (!values.isEmpty()) {
                picked = picked.isEmpty() ? new HashMap<>() : picked;
                picked.put(name, String.join(name.equals("cookie") ? "; " : ", ", values));
            }
        }
        return picked;
    }

    private static Map<String, String> join(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
