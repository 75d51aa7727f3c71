package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo as it stands in {@code conf/demo}, with its own webhooks played back fast. */
@Timeout(120)
class DemoTest {

    /** From {@code subscription Name} to the brace that closes it, all lines indented alike. */
    private static final Pattern PRINTED_SUBSCRIPTION = Pattern.compile("(?ms)^   subscription .*?^   }$");

    private static DemoFixture demo;
    private static DemoClient client;

    @BeforeAll
    static void start() throws Exception {
        demo = DemoFixture.start(new Pace(Duration.ofMillis(50), Duration.ofMillis(20)));
        client = demo.client();
    }

    @AfterAll
    static void stop() throws Exception {
        demo.close();
    }

    @Test
    void shouldFeedEverySubscriptionThatItPrints() throws Exception {
        // Given
        List<String> printed = PRINTED_SUBSCRIPTION
                .matcher(demo.demo().welcome())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(printed).hasSize(3);

        for (String subscription : printed) {
            // When
            List<JsonObject> responses = client.listen(subscription).next(3);

            // Then
            assertThat(responses).allSatisfy(response -> {
                assertThat(response.fieldNames()).as(response.encode()).containsExactly("data");
            });
        }
    }

    @Test
    void shouldPrintWhatItsReadmeSays() throws Exception {
        assertThat(Files.readString(DemoFixture.FOLDER.resolve("README.md")))
                .contains(Welcome.text(8080).strip());
    }

    @Test
    void shouldAnswerForAnEmployee() throws Exception {
        assertThat(client.ask("{ employeeFromEvent(id: 2) { id name email } }").encode())
                .isEqualTo("{\"data\":{\"employeeFromEvent\":"
                        + "{\"id\":2,\"name\":\"Grace Hopper\",\"email\":\"grace@example.com\"}}}");
    }

    @Test
    void shouldAnswerFromItsSubgraphsAsOneGraph() throws Exception {
        assertThat(client.ask("{ teams { name members { id name } } employee(id: 2) { email team { name } } }")
                        .encode())
                .contains("{\"name\":\"Engines\",\"members\":[{\"id\":1,\"name\":\"Ada Lovelace\"},{\"id\":3,")
                .endsWith("\"employee\":{\"email\":\"grace@example.com\",\"team\":{\"name\":\"Languages\"}}}}");
    }

    @Test
    void shouldAnswerAWriteWithWhatEverySystemShowsOrWithoutWaiting() throws Exception {
        // When
        JsonObject unsafe = client.ask("mutation { placeOrderUnsafe(sku: \"kettle\") { sku qty search { hits } } }");
        JsonObject safe = client.ask("mutation { placeOrder(sku: \"honey\", qty: 2) { sku qty search { hits } } }");

        // Then
        assertThat(unsafe.getJsonObject("data").encode())
                .isEqualTo("{\"placeOrderUnsafe\":{\"sku\":null,\"qty\":null,\"search\":{\"hits\":0}}}");
        assertThat(safe.getJsonObject("data").encode())
                .isEqualTo("{\"placeOrder\":{\"sku\":\"honey\",\"qty\":2,\"search\":{\"hits\":1}}}");
    }

    @Test
    void shouldRefuseAnUnknownEmployee() throws Exception {
        assertThat(client.ask("{ employeeFromEvent(id: 99) { id } }").encode())
                .startsWith("{\"data\":null,\"errors\":[")
                .contains("\"code\":\"EVENT_REQUEST_FAILED\"");
    }

    @Test
    void shouldTakeAMutationOverAndTellWhoListens() throws Exception {
        // Given
        Listener listener = client.listen("subscription { employeeUpdated(employeeID: 3) { id name email } }");

        // When
        JsonObject response =
                client.ask("mutation { updateEmployee(id: 3, update: {name: \"Alan M. Turing\"}) { success } }");

        // Then
        assertThat(response.encode()).startsWith("{\"data\":{\"updateEmployee\":{\"success\":true}}");
        JsonObject changed = new JsonObject("{\"data\":{\"employeeUpdated\":"
                + "{\"id\":3,\"name\":\"Alan M. Turing\",\"email\":\"alan@example.com\"}}}");
        JsonObject seen = listener.next();
        while (!seen.equals(changed)) { // the working day's changes before it
            assertThat(seen.encode()).contains("\"Alan Turing\"");
            seen = listener.next();
        }
        assertThat(client.ask("{ employeeFromEvent(id: \"3\") { name } }").encode())
                .contains("Alan M. Turing");
    }

    @Test
    void shouldIgnoreWhatIsNoUpdate() throws Exception {
        // When
        for (String event : List.of("{}", "{\"update\": 1}", "{\"update\": {\"name\": 1}}")) {
            assertThat(client.publish("updateEmployee.4", new JsonObject(event)))
                    .isEqualTo(202);
        }

        // Then
        assertThat(client.ask("{ employeeFromEvent(id: 4) { id name } }").encode())
                .isEqualTo("{\"data\":{\"employeeFromEvent\":{\"id\":4,\"name\":\"Barbara Liskov\"}}}");
    }

    @Test
    void shouldFilterByActionWithinARepositorysTopic() throws Exception {
        // Given: of the five pull requests that are played back, one is closed and one labeled
        Listener listener = client.listen("subscription { pullRequests(repository: \"Codertocat/Hello-World\", "
                + "action: [closed, labeled]) { action label { name } } }");

        // Then
        assertThat(listener.next(10))
                .extracting(JsonObject::encode)
                .containsOnly(
                        "{\"data\":{\"pullRequests\":{\"action\":\"labeled\",\"label\":{\"name\":\"bug\"}}}}",
                        "{\"data\":{\"pullRequests\":{\"action\":\"closed\",\"label\":null}}}");
    }

    @Test
    void shouldFilterByRepositoryWithinOneTopic() throws Exception {
        // Given: of the three issues that are played back, one is of this repository
        Listener listener = client.listen(
                "subscription { issues(repository: \"octo-org/octo-repo\") { action repository { full_name } } }");

        // Then
        assertThat(listener.next(5))
                .extracting(JsonObject::encode)
                .containsOnly("{\"data\":{\"issues\":{\"action\":\"transferred\","
                        + "\"repository\":{\"full_name\":\"octo-org/octo-repo\"}}}}");
    }

    @Test
    void shouldTellEverythingInTheOrderOfTheFolderAndFromTheStartAgain() throws Exception {
        // Given
        List<String> round = WebhookFolder.read(DemoFixture.WEBHOOKS).stream()
                .map(webhook -> "{\"data\":{\"githubEvents\":{\"event\":\"%s\",\"__typename\":\"%s\"}}}"
                        .formatted(webhook.event(), webhook.typeName()))
                .toList();
        Listener listener = client.listen("subscription { githubEvents { event __typename } }");

        // When
        List<String> heard =
                listener.next(2 * round.size()).stream().map(JsonObject::encode).toList();

        // Then
        List<String> rounds =
                Collections.nCopies(3, round).stream().flatMap(List::stream).toList();
        assertThat(Collections.indexOfSubList(rounds, heard))
                .as(heard::toString)
                .isNotNegative();
    }
}
