package io.weir.transport.ws;

import static io.weir.transport.ws.ConnectionUnderTest.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.execution.OperationResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol, message by message, without a socket. */
class ConnectionTest {

    @Test
    void shouldAcknowledgeOnceAdmitted() {
        // Given
        ConnectionUnderTest client = new ConnectionUnderTest();

        // When
        client.says("{'type':'connection_init','payload':{'token':'t'}}");
        List<String> before = client.hears();
        client.admission.complete(true);

        // Then
        assertThat(before).isEmpty();
        assertThat(client.hears()).containsExactly("{'type':'connection_ack'}");
    }

    @Test
    void shouldCloseWhoIsNotAdmitted() {
        // Given
        ConnectionUnderTest refused = new ConnectionUnderTest();
        ConnectionUnderTest failed = new ConnectionUnderTest();
        refused.says("{'type':'connection_init'}");
        failed.says("{'type':'connection_init'}");

        // When
        refused.admission.complete(false);
        failed.admission.fail("the auth service is away");

        // Then
        assertThat(refused.hears()).containsExactly("4403 Forbidden");
        assertThat(failed.hears()).containsExactly("4403 Forbidden");
    }

    @Test
    void shouldCloseOnASecondInitInEveryState() {
        // Given
        ConnectionUnderTest waiting = new ConnectionUnderTest();
        waiting.says("{'type':'connection_init'}");
        ConnectionUnderTest ready = ready();

        // When
        waiting.says("{'type':'connection_init'}");
        ready.says("{'type':'connection_init'}");

        // Then
        assertThat(waiting.hears()).containsExactly("4429 Too many initialisation requests");
        assertThat(ready.hears()).containsExactly("4429 Too many initialisation requests");
        waiting.admission.complete(true);
        assertThat(waiting.hears()).isEmpty();
    }

    @Test
    void shouldCloseOnAnOperationBeforeTheAck() {
        // Given
        ConnectionUnderTest fresh = new ConnectionUnderTest();
        ConnectionUnderTest waiting = new ConnectionUnderTest();
        waiting.says("{'type':'connection_init'}");

        // When
        fresh.subscribes("1", "query");
        waiting.subscribes("1", "query");

        // Then
        assertThat(fresh.hears()).containsExactly("4401 Unauthorized");
        assertThat(waiting.hears()).containsExactly("4401 Unauthorized");
        assertThat(waiting.operations.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "mutation"})
    void shouldAnswerAQueryWithOneNextAndComplete(String query) {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", query);

        // When
        client.operations.answer(0, "{'data':1}");

        // Then
        assertThat(client.hears())
                .containsExactly("{'id':'1','type':'next','payload':{'data':1}}", "{'id':'1','type':'complete'}");
        assertThat(client.metrics.framesOut().count()).isEqualTo(1);
        assertThat(client.metrics.operationTime().count()).isEqualTo(1);
    }

    @Test
    void shouldGiveTheRequestToExecutionAsItIs() {
        // Given
        ConnectionUnderTest client = ready();

        // When
        client.says("{'id':'1','type':'subscribe','payload':{'query':'query Q','operationName':'Q',"
                + "'variables':{'big':12345678901234567890},'extensions':{'e':null}}}");

        // Then
        assertThat(client.operations.requests).singleElement().satisfies(request -> {
            assertThat(request.query()).isEqualTo("query Q");
            assertThat(request.operationName()).isEqualTo("Q");
            assertThat(request.variables()).hasToString("{big=12345678901234567890}");
            assertThat(request.extensions()).containsEntry("e", null);
        });
    }

    @Test
    void shouldSendRequestErrorsAsErrorAndNothingElse() {
        // Given
        ConnectionUnderTest client = ready();

        // When
        client.subscribes("1", "nonsense");

        // Then
        assertThat(client.hears())
                .containsExactly("{'id':'1','type':'error','payload':[{'message':'not understood'}]}");
    }

    @Test
    void shouldCarryAStreamToItsEnd() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");

        // When
        client.subscriptions.get(0).live();
        client.subscriptions.get(0).next("{'data':1}");
        client.subscriptions.get(0).next("{'data':2}");
        client.subscriptions.get(0).complete();

        // Then
        assertThat(client.subscriptions.get(0).topic).isEqualTo("news");
        assertThat(client.hears())
                .containsExactly(
                        "{'id':'1','type':'next','payload':{'data':1}}",
                        "{'id':'1','type':'next','payload':{'data':2}}",
                        "{'id':'1','type':'complete'}");
    }

    @Test
    void shouldSayWhyAStreamDidNotStart() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");

        // When
        client.subscriptions.get(0).refused("[{'message':'away'}]");

        // Then
        assertThat(client.hears()).containsExactly("{'id':'1','type':'error','payload':[{'message':'away'}]}");
    }

    @Test
    void shouldSendNothingAfterTheClientsComplete() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.subscribes("2", "query");
        client.subscriptions.get(0).live();

        // When
        client.says("{'id':'1','type':'complete'}");
        client.says("{'id':'2','type':'complete'}");
        client.subscriptions.get(0).next("{'data':1}");
        client.subscriptions.get(0).complete();
        client.operations.answer(0, "{'data':1}");

        // Then
        assertThat(client.hears()).isEmpty();
        assertThat(client.subscriptions.get(0).left).isEqualTo(1);
    }

    @Test
    void shouldIgnoreCompletesOfUnknownOperations() {
        // Given
        ConnectionUnderTest client = ready();

        // When
        client.says("{'id':'unknown','type':'complete'}");

        // Then
        assertThat(client.hears()).isEmpty();
    }

    @Test
    void shouldCloseOnASecondOperationWithARunningOnesId() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.subscribes("q", "query");

        // When
        client.subscribes("q", "subscription news");

        // Then
        assertThat(client.hears()).containsExactly("4409 Subscriber for q already exists");
        assertThat(client.subscriptions.get(0).left).isEqualTo(1);
        client.operations.answer(0, "{'data':1}");
        assertThat(client.hears()).isEmpty();
    }

    @Test
    void shouldTakeAnIdAgainOnceItsOperationEnded() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "query");
        client.operations.answer(0, "{'data':1}");
        client.subscribes("1", "nonsense");
        client.subscribes("1", "subscription news");
        client.subscriptions.get(0).refused("[]");
        client.subscribes("1", "subscription news");
        client.says("{'id':'1','type':'complete'}");
        client.hears();

        // When
        client.subscribes("1", "subscription news");
        client.subscriptions.get(1).next("{'data':'of the cancelled one'}");
        client.subscriptions.get(2).next("{'data':'of the new one'}");

        // Then
        assertThat(client.hears()).containsExactly("{'id':'1','type':'next','payload':{'data':'of the new one'}}");
    }

    @Test
    void shouldRefuseOperationsPastTheLimitAndRunTheOthers() {
        // Given
        ConnectionUnderTest client = ready();
        for (int i = 0; i < ConnectionUnderTest.OPERATIONS; i++) {
            client.subscribes("s" + i, "subscription news");
        }

        // When
        client.subscribes("over", "query");

        // Then
        assertThat(client.hears())
                .singleElement()
                .satisfies(error -> assertThat(error)
                        .startsWith("{'id':'over','type':'error','payload':[{")
                        .contains("'code':'TOO_MANY_OPERATIONS'")
                        .contains("at most 3 operations"));
        client.says("{'id':'s0','type':'complete'}");
        client.subscribes("now", "query");
        assertThat(client.operations.running).hasSize(1);
    }

    @Test
    void shouldAnswerPingsInEveryStateWithTheirPayload() {
        // Given
        ConnectionUnderTest client = new ConnectionUnderTest();

        // When
        client.says("{'type':'ping'}");
        client.says("{'type':'ping','payload':null}");
        client.says("{'type':'ping','payload':{}}");
        client.says("{'type':'ping','payload':{'n':1.10,'s':'x'}}");
        client.says("{'type':'ping','payload':{'half':'\\ud800'}}");
        client.says("{'type':'pong','payload':{}}");

        // Then
        assertThat(client.hears())
                .containsExactly(
                        "{'type':'pong'}",
                        "{'type':'pong'}",
                        "{'type':'pong','payload':{}}",
                        "{'type':'pong','payload':{'n':1.10,'s':'x'}}",
                        "{'type':'pong','payload':{'half':'\\uD800'}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | not JSON",
                "`` | not JSON",
                "[] | a message is a JSON object",
                "null | a message is a JSON object",
                "{'id':'1'} | the message needs a string as 'type'",
                "{'type':7} | 'type' of the message is not a string",
                "{'type':'start'} | unknown message type 'start'",
                "{'type':'SUBSCRIBE'} | unknown message type 'SUBSCRIBE'",
                "{'type':'next','id':'1','payload':{}} | 'next' is for servers to send",
                "{'type':'error','id':'1','payload':[]} | 'error' is for servers to send",
                "{'type':'connection_ack'} | 'connection_ack' is for servers to send",
                "{'type':'connection_init','payload':[]} | 'payload' of connection_init is not an object",
                "{'type':'ping','payload':'x'} | 'payload' of ping is not an object",
                "{'type':'pong','payload':1} | 'payload' of pong is not an object",
                "{'type':'complete'} | complete needs a string as 'id'",
                "{'type':'complete','id':1} | 'id' of complete is not a string",
                "{'type':'subscribe','payload':{'query':'query'}} | subscribe needs a string as 'id'",
                "{'type':'subscribe','id':'','payload':{'query':'query'}} | 'id' of subscribe is empty",
                "{'type':'subscribe','id':'1'} | 'subscribe' needs an object as 'payload'",
                "{'type':'subscribe','id':'1','payload':{}} | payload needs a string as 'query'",
                "{'type':'subscribe','id':'1','payload':{'query':1}} | 'query' of payload is not a string",
                "{'type':'subscribe','id':'1','payload':{'query':'q','operationName':1}} "
                        + "| 'operationName' of payload is not a string",
                "{'type':'subscribe','id':'1','payload':{'query':'q','variables':[]}} "
                        + "| 'variables' of payload is not an object",
                "{'type':'subscribe','id':'1','payload':{'query':'q','extensions':'x'}} "
                        + "| 'extensions' of payload is not an object"
            })
    void shouldCloseOnMessagesThatTheProtocolDoesNotHave(String message, String fault) {
        // Given
        ConnectionUnderTest client = ready();

        // When
        client.says(message);

        // Then
        assertThat(client.hears()).singleElement().asString().startsWith("4400 " + fault);
    }

    @Test
    void shouldTakeNullForWhatIsOptional() {
        // Given
        ConnectionUnderTest client = new ConnectionUnderTest();
        client.admission.complete(true);

        // When
        client.says("{'type':'connection_init','payload':null}");
        client.says("{'id':'1','type':'subscribe','unknown':1,'payload':{'query':'query','operationName':null,"
                + "'variables':null,'extensions':null,'unknown':1}}");

        // Then
        assertThat(client.hears()).containsExactly("{'type':'connection_ack'}");
        assertThat(client.operations.requests).singleElement().satisfies(request -> {
            assertThat(request.operationName()).isNull();
            assertThat(request.variables()).isEqualTo(Map.of());
            assertThat(request.extensions()).isEqualTo(Map.of());
        });
    }

    @Test
    void shouldCloseWhenTheServerItselfFails() {
        // Given
        ConnectionUnderTest thrown = ready();
        ConnectionUnderTest failed = ready();
        failed.subscribes("1", "query");

        // When
        thrown.subscribes("1", "broken");
        failed.operations.running.get(0).fail("on purpose");

        // Then
        assertThat(thrown.hears()).containsExactly("4500 Internal server error");
        assertThat(failed.hears()).containsExactly("4500 Internal server error");
    }

    @Test
    void shouldEndAllOperationsWhenTheSocketIsGone() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.subscribes("2", "subscription news");
        client.subscribes("3", "query");
        client.subscriptions.get(0).live();

        // When
        client.connection.onGone();
        client.connection.onGone();
        client.operations.running.get(0).complete(new OperationResponse(Buffer.buffer("{}"), false));
        client.subscriptions.get(1).live();

        // Then
        assertThat(client.subscriptions.all)
                .allSatisfy(subscription -> assertThat(subscription.left).isEqualTo(1));
        assertThat(client.hears()).isEmpty();
        assertThat(client.gone).containsExactly(client.connection);
    }

    @Test
    void shouldHearAndSayNothingAfterAClose() {
        // Given
        ConnectionUnderTest client = ready();
        client.connection.close(CloseCode.RESTART.close());
        client.hears();

        // When
        client.says("{'type':'ping'}");
        client.says("nonsense");
        client.subscribes("1", "query");
        client.connection.close(CloseCode.RESTART.close());

        // Then
        assertThat(client.hears()).isEmpty();
        assertThat(client.operations.requests).isEmpty();
    }

    @Test
    void shouldCutOffAClientThatDoesNotRead() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.subscriptions.get(0).live();
        client.sink.full = true;

        // When
        client.subscriptions.get(0).next("{'data':1}");
        client.subscriptions.get(0).next("{'data':2}");

        // Then
        assertThat(client.hears()).containsExactly("{'id':'1','type':'next','payload':{'data':1}}", "1013 slow client");
        assertThat(client.subscriptions.get(0).left).isEqualTo(1);
        assertThat(client.metrics.slowClients().count()).isEqualTo(1);
    }

    @Test
    void shouldNotCutOffAClientForWhatItCanHaveAgain() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.subscriptions.get(0).live();
        client.sink.full = true;

        // When
        client.subscriptions.get(0).nextResumable("{'data':1}", "7");

        // Then
        assertThat(client.hears())
                .containsExactly("{'id':'1','type':'next','payload':{'data':1,'extensions':{'eventId':'7'}}}");
        assertThat(client.metrics.slowClients().count()).isZero();
    }
}
