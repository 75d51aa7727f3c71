package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.json.Json;
import io.weir.source.Reports;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationStateTest {

    private static final OperationState.Completed CART = new OperationState.Completed("CartSaved", Set.of("cart"));

    private static String state(ActionReport report) {
        return state(report, null);
    }

    private static String state(ActionReport report, OperationState.Completed completed) {
        return Json.write(OperationState.of(report, Optional.ofNullable(completed)))
                .toString();
    }

    private static ActionFailure failure(boolean transientFailure, List<String> reasons) {
        return new ActionFailure("CODE", "it failed", 503, null, reasons, transientFailure, 6, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, 0, OperationAccepted",
        "ACCEPTED, 1, OperationInProgress",
        "RETRY_WAIT, 2, OperationInProgress",
        "IN_PROGRESS, 0, OperationAccepted",
        "IN_PROGRESS, 1, OperationInProgress"
    })
    void shouldSayWhetherAnOperationHasBegun(ActionState state, int attempts, String type) {
        assertThat(state(Reports.open("a", "f", state, attempts)))
                .isEqualTo("{\"__typename\":\"" + type + "\",\"identifier\":\"a\"}");
    }

    @Test
    void shouldNameTheEntitiesThatChanged() {
        String result = "{\"changedEntities\":[{\"type\":\"Cart\",\"identifiers\":[\"7\"]}],\"x\":1}";
        assertThat(state(Reports.done("a", "f", result), CART))
                .isEqualTo("{\"__typename\":\"PersistOperationCompleted\",\"identifier\":\"a\","
                        + "\"changedEntities\":[{\"type\":\"Cart\",\"identifiers\":[\"7\"]}]}");
    }

    @Test
    void shouldCompleteAsTheCustomTypeByItsFields() {
        String result = "{\"__typename\":\"Other\",\"identifier\":\"z\",\"cart\":{\"id\":7}}";
        assertThat(state(Reports.done("a", "f", result), CART))
                .isEqualTo("{\"__typename\":\"CartSaved\",\"identifier\":\"a\",\"cart\":{\"id\":7}}");
        OperationState.Completed both = new OperationState.Completed("Both", Set.of("changedEntities", "cart"));
        assertThat(state(Reports.done("a", "f", "{\"changedEntities\":[]}"), both))
                .isEqualTo("{\"__typename\":\"Both\",\"identifier\":\"a\",\"changedEntities\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"other\":1}", "[1]", "\"text\"", "{\"changedEntities\":null}"})
    void shouldCompleteAnythingElsePlainly(String result) {
        assertThat(state(Reports.done("a", "f", result), CART))
                .isEqualTo("{\"__typename\":\"OperationCompleted\",\"identifier\":\"a\"}");
    }

    @Test
    void shouldTellLogicalFromTransientFailures() {
        assertThat(state(Reports.failed("a", "f", failure(false, List.of("one", "two")))))
                .isEqualTo("{\"__typename\":\"OperationFailed\",\"identifier\":\"a\",\"failures\":["
                        + "{\"__typename\":\"LogicalErrorReport\",\"message\":\"one\"},"
                        + "{\"__typename\":\"LogicalErrorReport\",\"message\":\"two\"}]}");
        assertThat(state(Reports.failed("a", "f", failure(true, List.of()))))
                .isEqualTo("{\"__typename\":\"OperationFailed\",\"identifier\":\"a\",\"failures\":["
                        + "{\"__typename\":\"TransientErrorReport\",\"message\":\"it failed\",\"httpStatusCode\":503,"
                        + "\"attempts\":6}]}");
    }

    @ParameterizedTest
    @CsvSource({"CANCELED, the action was cancelled", "EXPIRED, the action was not begun in time"})
    void shouldSayThatAnOperationIsNeverBegun(ActionState state, String message) {
        assertThat(state(Reports.report("a", "f", state, 0, null, null, false)))
                .contains("OperationFailed", "LogicalErrorReport", message);
    }

    @Test
    void shouldNotTakeALateResultForTheState() {
        Buffer result = Buffer.buffer("{\"cart\":{}}");
        assertThat(state(Reports.report("a", "f", ActionState.IN_PROGRESS, 1, result, null, false), CART))
                .contains("OperationInProgress");
    }
}
