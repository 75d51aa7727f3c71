package io.weir.delivery.target;

import static io.weir.delivery.target.CourierFixture.ID;
import static io.weir.delivery.target.CourierFixture.parcel;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.delivery.target.Parcel.Step;
import io.weir.delivery.target.Verdict.Again;
import io.weir.delivery.target.Verdict.Done;
import io.weir.delivery.target.Verdict.Never;
import io.weir.delivery.target.Verdict.Reason;
import io.weir.execution.OperationRequest;
import io.weir.execution.OperationResponse;
import io.weir.execution.Prepared;
import io.weir.graph.delivery.DeliveryDefinition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mutations as targets, and as what follows. */
class MutationsTest {

    @TempDir
    Path folder;

    private CourierFixture weir;

    @BeforeEach
    void start() {
        weir = new CourierFixture(folder);
        answer("{\"data\": {\"moveOrder\": {\"id\": \"7\"}}}");
    }

    @AfterEach
    void stop() {
        weir.close();
    }

    private void answer(String response) {
        answer(Future.succeededFuture(new OperationResponse(Buffer.buffer(response), response.contains("errors"))));
    }

    private void answer(Future<OperationResponse> response) {
        weir.prepares(new Prepared.Executable() {
            @Override
            public boolean mutation() {
                return true;
            }

            @Override
            public Future<OperationResponse> execute() {
                return response;
            }
        });
    }

    private DeliveryDefinition target(String mutation) {
        return weir.delivery("target: { mutation: '" + mutation + "' }");
    }

    @Test
    void shouldRunTheMutationWithTheValues() {
        // When
        Verdict verdict = weir.attempt(
                target(
                        "moveOrder(id: {{ event.id }}, input: { note: \"{{ delivery.attempt }} of {{ event.none }}{{ event.n }}\", tags: [{{ data.orderPlaced.id }}] }) { id }"));

        // Then
        assertThat(verdict).isEqualTo(new Done(Buffer.buffer("{\"id\":\"7\"}")));
        OperationRequest asked = weir.asked.get(0);
        assertThat(asked.query()).startsWith("mutation (").contains("moveOrder(id:$p0");
        assertThat(asked.variables())
                .containsOnly(Map.entry("p0", "7"), Map.entry("p1", "3 of 5"), Map.entry("p4", "7"));
        assertThat(asked.terms().idempotencyKey()).isEqualTo(ID + "/target");
    }

    @Test
    void shouldKeepNumbersAndLeaveNullsToTheSchema() {
        // When
        weir.attempt(target("moveOrder(id: {{ event.n }}, input: { note: {{ event.none }} })"));

        // Then
        Map<String, Object> expected = new HashMap<>();
        expected.put("p0", 5);
        expected.put("p1", null);
        assertThat(weir.asked.get(0).variables()).isEqualTo(expected);
    }

    @Test
    void shouldGiveUpWithoutARequiredValue() {
        // When
        Verdict verdict = weir.attempt(target("moveOrder(id: {{ event.gone.id }})"));

        // Then
        assertThat(verdict)
                .isEqualTo(new Never(new Reason(
                        "BAD_VALUE", "{{ event.gone.id }} has no value, and moveOrder(id:) needs one", null, null)));
        assertThat(weir.asked).isEmpty();
    }

    @Test
    void shouldFollowWithWhatTheTargetAnswered() {
        // Given
        DeliveryDefinition delivery = weir.delivery(
                "target: { bus: a }\nthen: 'moveOrder(id: {{ response.charge.id }}, input: { state: PAID })'");

        // When
        Verdict verdict = weir.attempt(parcel(delivery, Step.THEN, "{\"charge\": {\"id\": \"c1\"}}"));

        // Then
        assertThat(verdict).isInstanceOf(Done.class);
        assertThat(weir.asked.get(0).variables()).isEqualTo(Map.of("p0", "c1"));
        assertThat(weir.asked.get(0).terms().idempotencyKey()).isEqualTo(ID + "/then");
    }

    @Test
    void shouldFollowAFailureWithItsReason() {
        // Given
        DeliveryDefinition delivery = weir.delivery(
                "target: { bus: a }\nonFailure: 'moveOrder(id: {{ event.id }}, input: { note: \"{{ failure.code }} {{ failure.status }}: {{ failure.message }}\" })'");

        // When
        weir.attempt(
                parcel(delivery, Step.ON_FAILURE, "{\"code\": \"HTTP_STATUS\", \"message\": \"no\", \"status\": 402}"));

        // Then
        assertThat(weir.asked.get(0).variables()).containsEntry("p1", "HTTP_STATUS 402: no");
        assertThat(weir.asked.get(0).terms().idempotencyKey()).isEqualTo(ID + "/on_failure");
    }

    @Test
    void shouldBeDoneWithAStepThatTheConfigurationHasNoMore() {
        assertThat(weir.attempt(parcel(weir.delivery("target: { bus: a }"), Step.THEN, null)))
                .isEqualTo(new Done(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"data": {"moveOrder": null}}
            {"data": {"moveOrder": null}, "errors": [{"message": "late", "extensions": {"code": "CONSISTENCY_TIMEOUT", "committed": true}}]}
            """)
    void shouldBeDoneWithoutAResult(String response) {
        // Given
        answer(response);

        // Then
        assertThat(weir.attempt(target("moveOrder(id: 1)"))).isEqualTo(new Done(null));
    }

    @Test
    void shouldBeDoneWhereSomethingBelowTheFieldIsMissing() {
        // Given
        answer(
                "{\"data\": {\"moveOrder\": {\"id\": null}}, \"errors\": [{\"message\": \"x\", \"path\": [\"moveOrder\", \"id\"]}]}");

        // Then
        assertThat(weir.attempt(target("moveOrder(id: 1) { id }"))).isEqualTo(new Done(Buffer.buffer("{\"id\":null}")));
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_TRANSITION",
        "VERSION_CONFLICT",
        "BAD_USER_INPUT",
        "UNKNOWN_REFERENCE",
        "NOT_UNIQUE",
        "STILL_REFERENCED",
        "MUTATION_REFUSED",
        "CAUSATION_LOOP"
    })
    void shouldGiveUpWhatWillNeverChange(String code) {
        // Given
        answer(
                "{\"data\": {\"moveOrder\": null}, \"errors\": [{\"message\": \"no\", \"extensions\": {\"code\": \"%s\"}}]}"
                        .formatted(code));

        // Then
        assertThat(weir.attempt(target("moveOrder(id: 1)"))).isEqualTo(new Never(new Reason(code, "no", null, null)));
    }

    @ParameterizedTest
    @CsvSource({"MODELS_UNAVAILABLE", "ACTION_FAILED", "HANDLER_TIMEOUT", "INTERNAL_SERVER_ERROR", "OTHERS"})
    void shouldTryAgainWhatMayChange(String code) {
        // Given
        answer(
                "{\"data\": null, \"errors\": [{\"message\": \"no\", \"extensions\": {\"code\": \"%s\", \"httpStatusCode\": 503}}]}"
                        .formatted(code));

        // Then
        assertThat(weir.attempt(target("moveOrder(id: 1)")))
                .isEqualTo(new Again(new Reason(code, "no", 503, null), null));
    }

    @ParameterizedTest
    @CsvSource({"HANDLER_UNREACHABLE", "UPSTREAM_OUTCOME_UNKNOWN", "ACTION_POISONED"})
    void shouldGiveUpWhereTheActionOfAnEarlierAttemptHasFailed(String code) {
        // Given
        answer(replayed(code));

        // Then
        assertThat(weir.attempt(target("moveOrder(id: 1)"))).isEqualTo(new Never(new Reason(code, "no", null, null)));
    }

    @Test
    void shouldAskAgainWhereTheActionOfAnEarlierAttemptGoesOn() {
        // Given
        answer(replayed("IDEMPOTENCY_IN_PROGRESS"));

        // Then
        assertThat(weir.attempt(target("moveOrder(id: 1)")))
                .isEqualTo(new Again(new Reason("IDEMPOTENCY_IN_PROGRESS", "no", null, null), null));
    }

    private static String replayed(String code) {
        return "{\"data\": {\"moveOrder\": null}, \"errors\": [{\"message\": \"no\", \"extensions\": {\"code\": \"%s\"}}],"
                        .formatted(code)
                + " \"extensions\": {\"idempotentReplay\": true}}";
    }

    @Test
    void shouldGiveUpWhatIsNotValidAnyMore() {
        // Given
        weir.prepares(new Prepared.Refused(Buffer.buffer(
                "[{\"message\": \"no such field\", \"extensions\": {\"code\": \"GRAPHQL_VALIDATION_FAILED\"}}]")));

        // Then
        assertThat(weir.attempt(target("moveOrder(id: 1)")))
                .isEqualTo(new Never(new Reason("GRAPHQL_VALIDATION_FAILED", "no such field", null, null)));
    }

    @Test
    void shouldNotWaitLongerThanAnAttemptMayTake() {
        // Given
        answer(Promise.<OperationResponse>promise().future());

        // When
        Verdict verdict = weir.attempt(weir.delivery("target: { mutation: \"moveOrder(id: 1)\" }\ntimeout: 50ms"));

        // Then
        assertThat(verdict).isEqualTo(new Again(new Reason("TIMEOUT", "it was not done in time", null, null), null));
    }

    @Test
    void shouldTellNothingOfAFaultOfOurs() {
        // Given
        answer(Future.failedFuture(new IllegalStateException("http://secret")));

        // Then
        assertThat(weir.attempt(target("moveOrder(id: 1)")))
                .isEqualTo(new Again(new Reason("INTERNAL", "an internal error", null, null), null));
    }
}
