package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.vertx.core.buffer.Buffer;
import io.weir.plan.SubgraphFetch;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the body of a request to a subgraph: the query, those of the client's variables that it uses, entities. */
final class RequestBody {

    private static final byte[] QUERY = ascii("{\"query\":");
    private static final byte[] VARIABLES = ascii(",\"variables\":{");

    private RequestBody() {}

    static Buffer of(SubgraphFetch node, CoercedVariables variables, List<Representations> entities) {
        JsonWriter out = new JsonWriter(node.encodedQuery().length + 256);
        out.raw(QUERY);
        out.raw(node.encodedQuery());
        int before = out.mark();
        out.raw(VARIABLES);
        int first = out.mark();
        for (int i = 0; i < node.variables().size(); i++) {
            String name = node.variables().get(i);
            if (variables.containsKey(name)) {
                begin(out, name, first);
                out.writeValue(variables.get(name));
            }
        }
        for (int i = 0; i < entities.size(); i++) {
            begin(out, entities.get(i).call().variable(), first);
            entities.get(i).writeTo(out);
        }
        if (out.mark() == first) {
            out.rewind(before);
        } else {
            out.raw('}');
        }
        out.raw('}');
        return out.toBuffer();
    }

    private static void begin(JsonWriter out, String variable, int first) {
        if (out.mark() > first) {
            out.raw(',');
        }
        out.writeString(variable);
        out.raw(':');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
