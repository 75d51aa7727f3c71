package io.weir.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every audit of npm's graphql-http: what GraphQL over HTTP demands (MUST), recommends (SHOULD) and allows (MAY). */
class GraphqlHttpAuditIT {

    /** As many as the release in {@code package.json} has; fewer means that they did not run. */
    private static final int AUDITS = 61;

    @TestFactory
    Stream<DynamicTest> shouldPass() throws Exception {
        List<JsonObject> audits = audits();
        assertThat(audits).hasSize(AUDITS);
        return audits.stream()
                .map(audit -> DynamicTest.dynamicTest(
                        "%s %s".formatted(audit.getString("id"), audit.getString("name")),
                        () -> assertThat(audit.getString("status"))
                                .as(audit.getString("reason"))
                                .isEqualTo("ok")));
    }

    private static List<JsonObject> audits() throws Exception {
        try (ClientNode node = ClientNode.run();
                NodeScript script =
                        NodeScript.start("audit.mjs", new JsonObject().put("url", node.url("http", "/graphql")))) {
            List<JsonObject> audits = new ArrayList<>();
            for (JsonObject report = script.next("audits");
                    !report.containsKey("end");
                    report = script.next("audits")) {
                audits.add(report);
            }
            return audits;
        }
    }
}
