package io.weir.demo;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers {@code getEmployee.*}, takes {@code updateEmployee.ID} over, and publishes every change on
 * {@code employeeUpdated.ID}, those of an ordinary working day included.
 */
final class EmployeeVerticle extends VerticleBase {

    private static final int NOT_FOUND = 404;

    private final EmployeeDirectory directory;
    private final Duration period;

    /**
     * Serves a directory.
     *
     * @param period how often something happens to an employee
     */
    EmployeeVerticle(EmployeeDirectory directory, Duration period) {
        this.directory = directory;
        this.period = period;
    }

    @Override
    public Future<?> start() {
        List<MessageConsumer<?>> consumers = new ArrayList<>();
        consumers.add(vertx.eventBus().<Object>consumer("getEmployee.*", this::answer));
        // The bus publishes to addresses, not to patterns: one for each employee.
        for (String id : directory.ids()) {
            consumers.add(
                    vertx.eventBus().<Object>consumer("updateEmployee." + id, message -> update(id, message.body())));
        }
        vertx.setPeriodic(period.toMillis(), timer -> announce(directory.moveNext()));
        return Future.all(consumers.stream().map(MessageConsumer::completion).toList());
    }

    private void answer(Message<Object> request) {
        Optional<Employee> employee = request.body() instanceof JsonObject arguments
                ? directory.find(String.valueOf(arguments.getValue("id")))
                : Optional.empty();
        employee.ifPresentOrElse(
                found -> request.reply(found.representation()), () -> request.fail(NOT_FOUND, "no such employee"));
    }

    /** Anyone may publish anything here; what is no update is none. */
    private void update(String id, Object event) {
        if (event instanceof JsonObject arguments && arguments.getValue("update") instanceof JsonObject input) {
            directory.update(id, input).ifPresent(this::announce);
        }
    }

    private void announce(Employee employee) {
        vertx.eventBus().publish("employeeUpdated." + employee.id(), employee.representation());
    }
}
