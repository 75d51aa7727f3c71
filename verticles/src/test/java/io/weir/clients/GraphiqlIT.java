package io.weir.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page at {@code /graphiql} in a real browser. */
class GraphiqlIT {

    private static final String EDITOR = ".graphiql-query-editor .CodeMirror";
    private static final String RUN = ".graphiql-execute-button";
    private static final String RESULT = ".result-window";

    private ClientNode node;
    private Chromium browser;

    @BeforeEach
    void start() {
        node = ClientNode.run();
        browser = Chromium.start();
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        node.close();
    }

    private void run(String operation) {
        browser.click(EDITOR);
        browser.type(operation);
        browser.click(RUN);
    }

    private void awaitResult(String... parts) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(browser.text(RESULT)).contains(parts));
    }

    @Test
    void shouldShowEventsAsTheyArrive() throws Exception {
        // Given a reader who runs a subscription
        browser.open(node.url("http", "/graphiql"));
        run("subscription { employeeUpdated(id: 1) { name } }");
        node.awaitSubscriptions(1);

        // When, then
        node.publish("1", "Ada");
        awaitResult("\"employeeUpdated\"", "\"name\": \"Ada\"");
        node.publish("1", "Eve");
        awaitResult("\"name\": \"Eve\"");
        browser.screenshot(Path.of("target", "graphiql.png"));

        // When the reader stops it, then the node is told
        browser.click(RUN);
        node.awaitSubscriptions(0);
    }

    @Test
    void shouldRunQueriesAndMutations() {
        browser.open(node.url("http", "/graphiql"));

        run("{ employee(id: 7) { id name } }");
        awaitResult("\"id\": \"7\"", "\"name\": \"Ada\"");

        run("mutation { updateEmployee(id: 1, name: \"Eve\") { success } }");
        awaitResult("\"success\": true");
    }

    @Test
    void shouldNeedNoOtherHostAndReportNoError() throws Exception {
        // When
        browser.open(node.url("http", "/graphiql"));
        run("subscription { employeeUpdated(id: 1) { name } }");
        node.awaitSubscriptions(1);
        node.publish("1", "Ada");
        awaitResult("\"Ada\"");

        // Then
        assertThat(browser.requested())
                .contains(
                        node.url("http", "/graphiql"),
                        node.url("http", "/graphiql/graphiql.js"),
                        node.url("http", "/graphql"),
                        node.url("ws", "/graphql"))
                .allMatch(url -> url.startsWith("data:")
                        || url.startsWith(node.url("http", "/"))
                        || url.startsWith(node.url("ws", "/")));
        assertThat(browser.console()).isEmpty();
    }
}
