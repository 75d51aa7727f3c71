package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.store.UnfitStoreException;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes bring the tables of a real PostgreSQL to their models, at their start and when they reload. */
class ModelTablesTest {

    private static final String COLUMNS = "select attname from pg_attribute"
            + " where attrelid = 'weir_model.\"Note\"'::regclass and attnum > 4 and not attisdropped order by attnum";

    @TempDir
    Path folder;

    private final PostgresDatabase database = Postgres.database();

    @Test
    void shouldFollowTheSchemaAtStartAndAtReloads() throws Exception {
        // given
        write("text: String!");

        try (ConfiguredNode node = ConfiguredNode.start(folder, yaml("[]"))) {
            assertThat(database.query(COLUMNS)).containsExactly("text");

            // when
            write("text: String! more: Int");

            // then
            assertThat(node.reload()).isTrue();
            assertThat(database.query(COLUMNS)).containsExactly("text", "more");

            // when
            write("text: String! more: Int must: Int!");

            // then
            assertThat(node.reload()).isFalse();
            assertThat(database.query(COLUMNS)).containsExactly("text", "more");
        }

        // when / then
        assertThatThrownBy(() -> ConfiguredNode.start(folder, yaml("[]")))
                .rootCause()
                .isInstanceOf(UnfitStoreException.class)
                .hasMessageContaining("\"require Note.must\"");
        ConfiguredNode.start(folder, yaml("[require Note.must]")).close();
        assertThat(database.query(COLUMNS)).containsExactly("text", "more", "must");
    }

    @Test
    void shouldMakeTablesOnceTheStoreCanBeReached() throws Exception {
        // given
        write("text: String!");
        Postgres.server().stop();

        // when
        try (ConfiguredNode node = ConfiguredNode.start(folder, yaml("[]"))) {
            write("text: String! more: Int");
            assertThat(node.reload()).isFalse();
            Postgres.server().start();

            // then
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> database.query("select 1 from pg_class where relname = 'Note'")
                                    .size()
                            == 1);
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(node::reload);
            assertThat(database.query(COLUMNS)).containsExactly("text", "more");
        } finally {
            Postgres.server().start();
        }
    }

    private void write(String fields) throws IOException {
        Files.writeString(folder.resolve("notes.graphql"), "type Note @model { id: ID! " + fields + " }");
    }

    private String yaml(String allow) {
        return """
                graph: { schemas: [notes.graphql] }
                store: { kind: postgres, uri: "%s" }
                models: { allow: %s }
                """.formatted(database.uri(), allow);
    }
}
