package io.weir.execution;

import io.weir.error.ErrorCode;
import io.weir.graph.supergraph.Subgraph;
import io.weir.subgraph.SubgraphException;
import io.weir.subgraph.SubgraphFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients are told of subgraphs' errors: the message, the subgraph's own {@code code}, the subgraph's name, and
 * those of the other extensions that the operator lets through. Immutable.
 */
final class ReplyErrors {

    /** The code of an error to which the subgraph gave none. */
    static final String SUBGRAPH_ERROR = ErrorCode.SUBGRAPH_ERROR.name();

    private static final String CODE = "code";
    private static final String SERVICE_NAME = "serviceName";

    private final Set<String> extensions;

    /** Lets these extensions through. */
    ReplyErrors(Set<String> extensions) {
        this.extensions = Set.copyOf(extensions);
    }

    /**
     * An error of a reply.
     *
     * @param path response keys and list positions; empty when the reply gives none, or none that makes sense
     */
    record Entry(Reason reason, List<Object> path) {}

    /** Why nothing of a request came. */
    Reason of(String subgraph, SubgraphException failure) {
        return reason(subgraph, failure.code(), String.valueOf(failure.getMessage()));
    }

    /** A fault of our own. */
    Reason unforeseen(String subgraph) {
        return reason(subgraph, FieldError.INTERNAL_SERVER_ERROR, "a reply could not be used");
    }

    /** The reply is not what was asked for, and says nothing of why. */
    Reason malformed(String subgraph) {
        return of(subgraph, SubgraphFailure.MALFORMED_REPLY.of(subgraph));
    }

    private static Reason reason(String subgraph, String code, String message) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(CODE, code);
        told.put(SERVICE_NAME, subgraph);
        return new Reason(message, told);
    }

    /** A reply's errors, in their order. Our own store says nothing that is not meant for clients. */
    List<Entry> of(Subgraph subgraph, Reply reply) {
        List<Entry> entries = new ArrayList<>(reply.errors().size());
        for (Object error : reply.errors()) {
            Map<?, ?> map = error instanceof Map<?, ?> object ? object : Map.of();
            Map<?, ?> came = map.get("extensions") instanceof Map<?, ?> some ? some : Map.of();
            Collection<?> let = subgraph.kind() == Subgraph.Kind.STORE ? came.keySet() : extensions;
            entries.add(new Entry(reason(subgraph.name(), map, came, let), path(map.get("path"))));
        }
        return entries;
    }

    private static Reason reason(String subgraph, Map<?, ?> error, Map<?, ?> came, Collection<?> let) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(CODE, came.get(CODE) instanceof String code ? code : SUBGRAPH_ERROR);
        told.put(SERVICE_NAME, subgraph);
        for (Object name : let) {
            Object value = came.get(name);
            if (value != null) {
                told.putIfAbsent(name.toString(), value);
            }
        }
        String message = error.get("message") instanceof String text
                ? text
                : "the subgraph \"" + subgraph + "\" gave an error without a message";
        return new Reason(message, told);
    }

    private static List<Object> path(@Nullable Object path) {
        if (!(path instanceof List<?> steps)) {
            return List.of();
        }
        List<Object> read = new ArrayList<>(steps.size());
        for (Object step : steps) {
            if (!(step instanceof String) && !(step instanceof Integer)) {
                return List.of();
            }
            read.add(step);
        }
        return read;
    }
}
