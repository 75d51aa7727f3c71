package io.weir.execution;

import static io.weir.execution.ActionFixture.keyed;
import static io.weir.execution.ActionFixture.prefers;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionState;
import io.weir.bus.StartAction;
import io.weir.source.Reports;
import io.weir.source.ScriptedActions;
import io.weir.testing.PlainResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionFieldsTest {

    private static final String SAVED = "{\"id\":7,\"name\":\"Ann\",\"user\":{\"id\":1,\"name\":\"A\"}}";

    private final ActionFixture weir = new ActionFixture();

    private void done(String result) {
        weir.actions.onStart(start -> Reports.done("a1", start.field(), result));
    }

    private void accepted() {
        weir.actions.onStart(start -> Reports.open("a1", start.field(), ActionState.ACCEPTED, 0));
    }

    private StartAction started() {
        return weir.actions.started.get(0);
    }

    private static ActionFailure refusal() {
        return new ActionFailure(
                "ACTION_REJECTED",
                "name is taken",
                409,
                Buffer.buffer("{\"title\":\"conflict\"}"),
                List.of(),
                false,
                2,
                1500);
    }

    @Test
    void shouldAnswerWithWhatTheHandlerSaid() {
        done(SAVED);
        assertThat(weir.run("mutation { c: create(name: \"Ann\") { n: name user { name } __typename } }"))
                .isEqualTo("{\"data\":{\"c\":{\"n\":\"Ann\",\"user\":{\"name\":\"A\"},\"__typename\":\"Created\"}}}");
        assertThat(started().arguments()).hasToString("{\"name\":\"Ann\"}");
        assertThat(started().durable()).isFalse();
        assertThat(started().operation()).isNull();
    }

    @Test
    void shouldStoreAnActionWhoseIdIsSelected() {
        done(SAVED);
        assertThat(weir.run("mutation { create(name: \"Ann\") { id: actionId name } }"))
                .isEqualTo("{\"data\":{\"create\":{\"id\":\"a1\",\"name\":\"Ann\"}}}");
        assertThat(started().durable()).isTrue();
        assertThat(started().later()).isFalse();
        assertThat(started().operation().query()).startsWith("mutation { create");
        assertThat(started().operation().responseKey()).isEqualTo("create");
    }

    @Test
    void shouldStoreAnActionThatWaitsForItsTurnWithTheMutationThatBeganIt() {
        done(SAVED);
        assertThat(weir.run("mutation { ordered(name: \"Ann\") { name } }"))
                .isEqualTo("{\"data\":{\"ordered\":{\"name\":\"Ann\"}}}");
        assertThat(started().durable()).isTrue();
        assertThat(started().operation().query()).startsWith("mutation { ordered");
    }

    @Test
    void shouldNameTheFieldThatTheHandlerOwes() {
        done("{\"id\":1}");
        assertThat(weir.run("mutation { plain { id name } }"))
                .startsWith("{\"data\":{\"plain\":null},\"errors\":[{\"message\":"
                        + "\"null came for User.name, which must not be null\"")
                .contains("\"path\":[\"plain\",\"name\"]", "INVALID_VALUE");
    }

    @Test
    void shouldRefuseAnAnswerThatIsNoObject() {
        done("[1]");
        assertThat(weir.run("mutation { plain { id } }"))
                .contains("the handler's answer was not usable: it is not a JSON object", "MALFORMED_REPLY");
        done("null");
        assertThat(weir.run("mutation { plain { id } }")).isEqualTo("{\"data\":{\"plain\":null}}");
        done("<html>");
        assertThat(weir.run("mutation { plain { id } }")).contains("it is not JSON", "MALFORMED_REPLY");
    }

    @Test
    void shouldTellOfAFailureLikeAnHttpApi() {
        weir.actions.onStart(start -> Reports.failed("a1", start.field(), refusal()));
        assertThat(weir.run("mutation { create(name: \"\") { actionId } }"))
                .isEqualTo("{\"data\":{\"create\":null},\"errors\":[{\"message\":\"name is taken\","
                        + "\"locations\":[{\"line\":1,\"column\":12}],\"path\":[\"create\"],\"httpStatusCode\":409,"
                        + "\"extensions\":{\"code\":\"ACTION_REJECTED\",\"httpStatusCode\":409,\"actionId\":\"a1\","
                        + "\"retryAfterMs\":1500,\"upstream\":{\"title\":\"conflict\"}}}]}");
    }

    @ParameterizedTest
    @CsvSource({"HANDLER_TIMEOUT, 504", "HANDLER_UNREACHABLE, 503", "ACTION_EXPIRED, 504", "ACTION_CANCELED, 409"})
    void shouldTellAStatusWhereNoHandlerSaidOne(String code, int status) {
        weir.actions.onStart(start -> Reports.failed("a1", start.field(), ActionFailure.of(code, "why")));
        assertThat(weir.run("mutation { create(name: \"\") { name } }"))
                .contains(
                        "\"httpStatusCode\":%d,\"extensions\":".formatted(status),
                        "\"httpStatusCode\":%d}".formatted(status));
    }

    @Test
    void shouldNotNameAnActionThatCannotBeReferredTo() {
        weir.actions.onStart(start -> Reports.failed("a1", start.field(), refusal()));
        assertThat(weir.run("mutation { create(name: \"\") { name } }")).doesNotContain("actionId");
        assertThat(weir.run("mutation { create(name: \"\") { name } }", keyed("k")))
                .contains("\"actionId\":\"a1\"");
    }

    @Test
    void shouldTellWhyNothingWasBegun() {
        assertThat(weir.run("mutation { must { name } }"))
                .startsWith("{\"data\":null,\"errors\":")
                .contains("\"httpStatusCode\":503", "ACTIONS_UNAVAILABLE", "\"retryAfterMs\":1000");
    }

    @Test
    void shouldRunLaterWhatIsAsynchronous() {
        accepted();
        assertThat(weir.run("mutation { later { actionId name } }"))
                .isEqualTo("{\"data\":{\"later\":{\"actionId\":\"a1\",\"name\":null}},"
                        + "\"extensions\":{\"actionId\":\"a1\"}}");
        assertThat(started().later()).isTrue();
        assertThat(weir.weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldRunEitherLaterWhenNothingButTheIdIsSelected() {
        accepted();
        weir.run("mutation { either { actionId __typename } }");
        done(SAVED);
        weir.run("mutation { either { actionId name } }");
        weir.run("mutation { either { name } }");
        assertThat(weir.actions.started).extracting(StartAction::later).containsExactly(true, false, false);
    }

    @Test
    void shouldSayHowToGetAFieldThatCannotBeNullYet() {
        accepted();
        assertThat(weir.run("mutation { strict { actionId name } }", prefers(true, null)))
                .startsWith("{\"data\":{\"strict\":null},\"errors\":[{\"message\":\"the action runs later")
                .contains(
                        "\"path\":[\"strict\",\"name\"]",
                        "{\"code\":\"ACTION_NOT_FINISHED\",\"actionId\":\"a1\"}",
                        "\"extensions\":{\"actionId\":\"a1\"}}");
    }

    @Test
    void shouldRespondAsynchronouslyToWhoPrefersThat() {
        accepted();
        OperationResponse response = weir.respond("mutation { either { name } }", prefers(true, null));
        assertThat(response.body())
                .hasToString("{\"data\":{\"either\":{\"name\":null}},\"extensions\":{\"actionId\":\"a1\"}}");
        assertThat(response.applied()).isEqualTo(new Preference.Applied("respond-async", "a1"));
        assertThat(started().later()).isTrue();
    }

    @Test
    void shouldNotHonourAPreferenceWhereItCannotCount() {
        done(SAVED);
        assertThat(weir.respond("mutation { create(name: \"\") { name } }", prefers(true, null))
                        .applied())
                .isNull();
        assertThat(weir.respond("mutation { a: either { name } b: either { name } }", prefers(true, null))
                        .applied())
                .isNull();
        assertThat(weir.actions.started).noneMatch(StartAction::later);
    }

    @Test
    void shouldWaitAsLongAsTheClientPrefers() {
        // Given
        accepted();
        weir.actions.store(Reports.done("a1", "later", SAVED));

        // When
        OperationResponse response = weir.respond("mutation { later { name } }", prefers(false, 10));

        // Then
        assertThat(PlainResponse.of(response.body())).isEqualTo("{\"data\":{\"later\":{\"name\":\"Ann\"}}}");
        assertThat(response.applied()).isEqualTo(new Preference.Applied("wait=10", null));
        assertThat(started().later()).isTrue();
    }

    @Test
    void shouldHandOverWhatHasNotEndedWhenTheWaitIsOver() {
        accepted();
        OperationResponse response = weir.respond("mutation { later { name } }", prefers(true, 0));
        assertThat(response.body()).asString().startsWith("{\"data\":{\"later\":{\"name\":null}}");
        assertThat(response.applied()).isEqualTo(new Preference.Applied("respond-async, wait=0", "a1"));
        assertThat(weir.actions.waits()).isZero();
    }

    @Test
    void shouldSendTheIdempotencyKeyOfTheRequest() {
        done(SAVED);
        weir.run("mutation { create(name: \"\") { name } }", keyed("k"));
        weir.run("mutation { a: create(name: \"\") { name } b: create(name: \"\") { name } }", keyed("k"));
        assertThat(weir.actions.started).extracting(StartAction::idempotencyKey).containsExactly("k", "k/a", "k/b");
        assertThat(weir.actions.started).allMatch(StartAction::durable);
    }

    @Test
    void shouldTakeTheIdempotencyKeyFromTheExtensionsToo() {
        done(SAVED);
        OperationRequest request = ActionFixture.request("mutation { create(name: \"\") { name } }");
        weir.weir.run(new OperationRequest(request.query(), null, Map.of(), Map.of("idempotencyKey", "from ws")));
        assertThat(started().idempotencyKey()).isEqualTo("from ws");
        assertThat(weir.weir.run(new OperationRequest(request.query(), null, Map.of(), Map.of("idempotencyKey", 7))))
                .asString()
                .startsWith("{\"errors\":")
                .contains("BAD_USER_INPUT", "extensions.idempotencyKey");
    }

    @Test
    void shouldMarkAReplayAndNotAnnounceItAgain() {
        weir.actions.onStart(start -> Reports.replayed(Reports.done("a1", start.field(), SAVED)));
        assertThat(weir.run("mutation { create(name: \"\") { name } }", keyed("k")))
                .isEqualTo("{\"data\":{\"create\":{\"name\":\"Ann\"}},\"extensions\":{\"idempotentReplay\":true}}");
        assertThat(weir.weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldJoinAnActionThatStillRuns() {
        // Given
        weir.actions.onStart(start -> Reports.replayed(Reports.open("a1", start.field(), ActionState.IN_PROGRESS, 1)));
        weir.actions.store(Reports.done("a1", "create", SAVED));

        // When, then
        assertThat(weir.run("mutation { create(name: \"\") { name } }", keyed("k")))
                .isEqualTo("{\"data\":{\"create\":{\"name\":\"Ann\"}},\"extensions\":{\"idempotentReplay\":true}}");
        assertThat(weir.weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldSayWhenAJoinedActionDoesNotEnd() {
        weir.actions.onStart(
                start -> Reports.replayed(Reports.open("gone", start.field(), ActionState.IN_PROGRESS, 1)));
        assertThat(weir.run("mutation { create(name: \"\") { name } }", keyed("k")))
                .contains(
                        "IDEMPOTENCY_IN_PROGRESS",
                        "\"httpStatusCode\":409",
                        "\"retryAfterMs\":1000",
                        "\"actionId\":\"gone\"");
    }

    @Test
    void shouldGiveARepeatedAsynchronousMutationTheSameId() {
        weir.actions.onStart(start -> Reports.replayed(Reports.failed("a1", start.field(), refusal())));
        assertThat(weir.run("mutation { later { actionId } }", keyed("k")))
                .isEqualTo("{\"data\":{\"later\":{\"actionId\":\"a1\"}},"
                        + "\"extensions\":{\"idempotentReplay\":true,\"actionId\":\"a1\"}}");
    }

    @Test
    void shouldSendOnlyHeadersThatTemplatesNameAndTheTrace() {
        done(SAVED);
        ClientTerms terms = new ClientTerms(
                null, null, Map.of("authorization", "Bearer s", "x-tenant", "t", "traceparent", "00-1"));
        weir.run("mutation { create(name: \"\") { name } must { name } }", terms);
        assertThat(weir.actions.started)
                .extracting(StartAction::headers)
                .containsExactly(
                        Map.of("authorization", "Bearer s", "traceparent", "00-1"), Map.of("traceparent", "00-1"));
    }

    @Test
    void shouldHaveAsMuchPatienceAsTheActionMayTake() {
        done(SAVED);
        weir.run("mutation { create(name: \"\") { name } slow { name } }");
        assertThat(weir.actions.patience).containsExactly(Duration.ofSeconds(15), Duration.ofSeconds(40));
    }

    @Test
    void shouldAnnounceWhatAClientWaitedFor() {
        done(SAVED);
        weir.run("mutation { create(name: \"Ann\") { name } }");
        assertThat(weir.weir.topics.sent())
                .singleElement()
                .asString()
                .startsWith("mutation.create {\"args\":{\"name\":\"Ann\"},\"result\":{\"id\":7,");
    }

    @Test
    void shouldLeaveTheEventsOfStoredActionsToTheirStage() {
        done(SAVED);
        weir.run("mutation { create(name: \"Ann\") { name } }", keyed("k"));
        weir.run("mutation { create(name: \"Ann\") { actionId } }");
        assertThat(weir.weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldAnswerWithTheStateOfAnOperation() {
        String query = "mutation { %s { __typename identifier ... on CartSaved { cart { id } }"
                + " ... on OperationFailed { failures { message } } } }";
        accepted();
        assertThat(weir.run(query.formatted("saveCart")))
                .isEqualTo("{\"data\":{\"saveCart\":{\"__typename\":\"OperationAccepted\",\"identifier\":\"a1\"}}}");
        done("{\"cart\":{\"id\":7}}");
        assertThat(weir.run(query.formatted("saveNow")))
                .isEqualTo("{\"data\":{\"saveNow\":{\"__typename\":\"CartSaved\",\"identifier\":\"a1\","
                        + "\"cart\":{\"id\":\"7\"}}}}");
        weir.actions.onStart(start -> Reports.failed("a1", start.field(), refusal()));
        assertThat(weir.run(query.formatted("saveNow")))
                .isEqualTo("{\"data\":{\"saveNow\":{\"__typename\":\"OperationFailed\",\"identifier\":\"a1\","
                        + "\"failures\":[{\"message\":\"name is taken\"}]}}}");
        weir.actions.onStart(start -> {
            throw ScriptedActions.failure(ActionFailure.of("IDEMPOTENCY_KEY_REUSED", "used"));
        });
        assertThat(weir.run(query.formatted("saveNow"))).contains("\"data\":null", "IDEMPOTENCY_KEY_REUSED");
    }
}
