package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.ConfigFile;
import io.weir.config.WeirConfig;
import io.weir.server.Role;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeirCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<WeirConfig> started = new ArrayList<>();
    private final List<Role> startedRoles = new ArrayList<>();

    @TempDir
    Path folder;

    private Path conf;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("schema.graphql"),
                "type Query { a: A @eventsRequest(topic: \"a\") } type A { b: Int }\n");
        conf = Files.writeString(
                folder.resolve("weir.yaml"), "graph:\n  schemas: [schema.graphql]\nhttp:\n  port: ${PORT:0}\n");
    }

    @Test
    void shouldStartWithEveryRole() {
        // When
        int exitCode = run("start", "--conf", conf.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(started)
                .singleElement()
                .satisfies(config -> assertThat(config.http().port()).isEqualTo(81));
        assertThat(startedRoles)
                .containsExactly(Role.TRANSPORT, Role.TRIGGERS, Role.BRIDGE, Role.ACTIONS, Role.GATES, Role.DELIVERIES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--roles=bridge,transport", "--roles=transport,bridge,transport", "--roles=bridge, transport"})
    void shouldStartWithTheRolesGiven(String roles) {
        // When
        run("start", "--conf", conf.toString(), roles);

        // Then
        assertThat(startedRoles).containsExactly(Role.TRANSPORT, Role.BRIDGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            transprot | `"transprot" is not one of transport, triggers, bridge, actions, gates, deliveries`
            transport,relay | `"relay" is not one of transport, triggers, bridge, actions, gates, deliveries`
            """)
    void shouldRefuseOtherRoles(String roles, String problem) {
        // When
        int exitCode = run("start", "--conf", conf.toString(), "--roles", roles);

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains(problem);
        assertThat(started).isEmpty();
    }

    @Test
    void shouldNotStartWithProblems() throws IOException {
        // Given
        Files.writeString(conf, "graph:\n  schemas: [schema.graphql]\nhttp: {port: x}\n");

        // When
        int exitCode = run("start", "--conf", conf.toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(conf + ":3:14: http.port: \"x\" is not a whole number from 0 to 65535\n");
        assertThat(started).isEmpty();
    }

    @Test
    void shouldBlameWhatKeepsTheNodeFromStarting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            String port =
                    "graph:\n  schemas: [schema.graphql]\nhttp: { host: 127.0.0.1, port: %d }\nadmin: { port: 0 }\n"
                            .formatted(taken.getLocalPort());
            String store =
                    "graph:\n  schemas: [schema.graphql]\nhttp: { host: 127.0.0.1, port: 0 }\nadmin: { port: 0 }\n"
                            + "actions: { allow: [\"http://api\"] }\nstore: { path: data }\n";

            // When
            Files.writeString(conf, port);
            int ofPort = run(new NodeLauncher(), "start", "--conf", conf.toString());
            Files.writeString(conf, store);
            Files.createDirectories(folder.resolve("data/lock"));
            Files.writeString(
                    folder.resolve("schema.graphql"),
                    "type Mutation { a: A @action(url: \"http://api/\") } type A { b: Int }");
            int ofStore = run(new NodeLauncher(), "start", "--conf", conf.toString());

            // Then
            assertThat(ofPort).isEqualTo(1);
            assertThat(ofStore).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("weir: cannot listen on http 127.0.0.1:" + taken.getLocalPort())
                    .contains("\nweir: ", "data")
                    .containsOnlyOnce("cannot listen");
        }
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        // Given
        Launcher launcher = (file, config, roles) -> {
            throw new BindException("Address already in use: 127.0.0.1:81");
        };

        // When
        int exitCode = run(launcher, "start", "--conf", conf.toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).isEqualToNormalizingNewlines("weir: Address already in use: 127.0.0.1:81\n");
    }

    @Test
    void shouldFindNoProblems() {
        assertThat(run("check", "--conf", conf.toString())).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines(conf + ": no problems\n");
    }

    @Test
    void shouldPrintProblemsOfConfigurationAndGraph() throws IOException {
        // Given
        Files.writeString(conf, "graph:\n  schemas: [schema.graphql]\nhttp: {prot: 1}\nauth: {jwks: x}\n");
        Path schema = folder.resolve("schema.graphql");
        Files.writeString(schema, "type Query {\n  a: Missing @eventsRequest(topic: \"a\")\n}\n");

        // When
        int exitCode = run("check", "--conf", conf.toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString().lines())
                .hasSize(3)
                .startsWith(
                        conf + ":3:8: http.prot: unknown key; did you mean \"port\"?",
                        conf + ":4:8: auth.jwks: this version does not serve this key yet")
                .last()
                .asString()
                .startsWith(schema + ":2:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schemas: [schema.graphql, missing.graphql] |                       | graph.schemas[1]
            schemas: [schema.graphql]                  | providers: {other: 1} | providers.other
            """)
    void shouldNotBlameTheGraphForFilesAndProvidersThatAreWrong(String schemas, String providers, String key)
            throws IOException {
        // Given
        Files.writeString(
                folder.resolve("schema.graphql"),
                "type Query { a: Missing @eventsRequest(topic: \"a\", provider: \"other\") }\n");
        Files.writeString(conf, "graph:\n  " + schemas + "\n" + Objects.requireNonNullElse(providers, "") + "\n");

        // When
        run("check", "--conf", conf.toString());

        // Then
        assertThat(out.toString().lines()).singleElement().asString().contains(key);
    }

    @Test
    void shouldPrintTheSchemaOfClients() {
        assertThat(run("schema", "--conf", conf.toString())).isZero();
        assertThat(out.toString()).contains("type Query").doesNotContain("eventsRequest(");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldPrintThePlanOfAnOperation() throws IOException {
        // Given
        Path query = Files.writeString(folder.resolve("query.graphql"), "{ weirVersion nothing }");
        Path valid = Files.writeString(folder.resolve("valid.graphql"), "{ __typename }");

        // When
        int refused = run("plan", "--conf", conf.toString(), "--query", query.toString());
        int planned = run("plan", "--conf", conf.toString(), "--query", valid.toString());

        // Then
        assertThat(refused).isEqualTo(1);
        assertThat(planned).isZero();
        assertThat(out.toString()).contains(query + ":1:").contains("(GRAPHQL_VALIDATION_FAILED)");
    }

    @Test
    void shouldPrintTheSchemaOfTheConfiguration() {
        assertThat(run("config-schema")).isZero();
        assertThat(out.toString()).startsWith("{").contains("https://json-schema.org/draft/2020-12/schema");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                  | A command is needed.
            chek                | Unmatched argument at index 0: 'chek'
            check               | Missing required option: '--conf=FILE'
            check --conf        | Missing required parameter for option '--conf' (FILE)
            start --cnf x       | Missing required option: '--conf=FILE'
            check --conf x y    | Unmatched argument at index 3: 'y'
            """)
    void shouldExplainAWrongCommandLine(String line, String problem) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(problem).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "start --help", "check --help", "schema --help", "plan --help"})
    void shouldHelp(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(out.toString()).startsWith("Usage: weir");
    }

    @Test
    void shouldTellItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("weir ");
    }

    @Test
    void shouldShowWhatBecomesOfTheTablesOfModels() throws IOException {
        // Given
        PostgresDatabase database = Postgres.database();
        database.update("create schema weir_model; create table weir_model.\"Old\" (id text primary key)");
        Files.writeString(folder.resolve("schema.graphql"), "type Note @model { id: ID! text: String! }\n");
        Files.writeString(
                conf,
                "graph: { schemas: [schema.graphql] }\nstore: { kind: postgres, uri: \"%s\" }\n"
                        .formatted(database.uri()));

        // When
        int additions = run("check", "--conf", conf.toString());
        database.update("create table weir_model.\"Note\" (id text primary key, \"createdAt\" timestamptz not null,"
                + " \"updatedAt\" timestamptz not null, version integer not null, text integer)");
        int refusals = run("check", "--conf", conf.toString());

        // Then
        assertThat(additions).isZero();
        assertThat(refusals).isEqualTo(1);
        assertThat(out.toString().lines())
                .contains(
                        conf + ": the next start: add Note",
                        conf
                                + ": the next start: no model has this any more, and it is kept; models.allow drops it: drop Old",
                        conf + ": no problems",
                        conf
                                + ":1:1: the models need \"change Note.text Int -> String\", which loses or changes what the store"
                                + " holds: add it to models.allow, with exactly these words, or change the schema back");
        assertThat(database.query("select 1 from pg_class where relname = 'Note.createdAt.index'"))
                .isEmpty();
    }

    @Test
    void shouldSayWhenTheTablesOfModelsCannotBeSeen() throws IOException {
        // Given
        Files.writeString(folder.resolve("schema.graphql"), "type Note @model { id: ID! text: String! }\n");

        // When
        int exitCode = run("check", "--conf", conf.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains(
                        "the store was not asked which tables of models it has: no node runs the embedded server in store.path");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private int run(String... args) {
        return run(this::start, args);
    }

    private int run(Launcher launcher, String... args) {
        return WeirCommand.create(Map.of("PORT", "81"), launcher)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private void start(ConfigFile file, WeirConfig config, Set<Role> roles) {
        started.add(config);
        startedRoles.addAll(roles);
    }
}
