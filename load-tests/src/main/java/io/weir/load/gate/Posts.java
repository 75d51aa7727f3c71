package io.weir.load.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.json.Json;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Requests to a node, encoded.
 *
 * @param server where it listens
 */
record Posts(InetSocketAddress server) {

    /** What a waiting request's answer begins with once it is let go. */
    static final String RIGHT = "{\"data\":{\"";

    /** A mutation's field for this record. */
    static String mutation(String field, String id) {
        return "mutation { %s(id: \"%s\") { actionId } }".formatted(field, id);
    }

    /** An operation; {@code headers} are lines. */
    byte[] operation(String document, String headers) {
        return post("/graphql", headers, Json.write(Map.of("query", document)).getBytes());
    }

    /** A system has applied these records, a list of reports. */
    byte[] reports(String system, List<String> ids) {
        List<Object> reports = new ArrayList<>();
        for (String id : ids) {
            reports.add(Map.of("system", system, "key", "Record:" + id, "version", 1));
        }
        return post("/consistency/acks", "", Json.write(reports).getBytes());
    }

    private byte[] post(String path, String headers, byte[] body) {
        byte[] head = """
                POST %s HTTP/1.1\r
                Host: %s:%d\r
                Content-Type: application/json\r
                Accept: application/json\r
                %sContent-Length: %d\r
                \r
                """.formatted(path, server.getHostString(), server.getPort(), headers, body.length)
                .getBytes(UTF_8);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }
}
