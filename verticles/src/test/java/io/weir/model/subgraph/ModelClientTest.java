package io.weir.model.subgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.graph.SdlFixture;
import io.weir.graph.model.Models;
import io.weir.model.table.ModelTables;
import io.weir.model.write.PgWrites;
import io.weir.store.StoreFixture;
import io.weir.subgraph.SubgraphRequest;
import io.weir.telemetry.Metrics;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the planner asks of models. */
class ModelClientTest {

    private static final Models MODELS =
            SdlFixture.graph("type Team @model { id: ID! name: String }").models();

    private final StoreFixture store = new StoreFixture();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldFindNoRowOfAnIdThatNoneCanHave() throws Exception {
        // given
        new ModelTables(MODELS, Set.of()).run(store.database().source());
        PgWrites writes = new PgWrites(store.vertx(), store.store(), MODELS, () -> {});
        StoreFixture.await(writes.create(MODELS.get("Team"), Map.of("id", "t", "name", "Blue"), 0));
        ModelClient client =
                new ModelClient(store.vertx(), store.store(), MODELS, writes, new Metrics().subgraph(Models.SUBGRAPH));
        JsonArray asked = new JsonArray()
                .add(new JsonObject().put("__typename", "Team").put("id", "t"))
                .add(new JsonObject().put("__typename", "Team").put("id", "a\0b"));

        // when
        JsonObject body = new JsonObject()
                .put("query", "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Team { name } } }")
                .put("variables", new JsonObject().put("r", asked));
        String answer = StoreFixture.await(
                        client.send(new SubgraphRequest(Models.SUBGRAPH, body.toBuffer(), false, Map.of())))
                .toString();

        // then
        assertThat(answer).isEqualTo("{\"data\":{\"_entities\":[{\"name\":\"Blue\"},null]}}");
    }
}
