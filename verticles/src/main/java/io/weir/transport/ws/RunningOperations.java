package io.weir.transport.ws;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations that run on one connection, by their client's names for them. Belongs to one event loop. */
final class RunningOperations {

    private static final Logger LOG = LoggerFactory.getLogger(RunningOperations.class);

    private final ConnectionScope scope;
    private final Connection connection;
    private final Map<String, Operation> running = new HashMap<>(2);

    RunningOperations(ConnectionScope scope, Connection connection) {
        this.scope = scope;
        this.connection = connection;
    }

    /** Whether an operation of this name runs. */
    boolean has(String id) {
        return running.containsKey(id);
    }

    /** Starts an operation, or tells the client why not. */
    void start(OperationId id, OperationRequest request) {
        int limit = scope.config().operations();
        if (running.size() >= limit) {
            connection.send(id.error(tooMany(limit)));
            return;
        }
        Prepared prepared = scope.operations().prepare(request);
        if (prepared instanceof Prepared.Refused refused) {
            connection.send(id.error(refused.errors()));
        } else if (prepared instanceof Prepared.Subscription subscription) {
            subscribe(new StreamOperation(connection, id), subscription, request);
        } else if (prepared instanceof Prepared.Executable executable) {
            execute(new SingleResultOperation(connection, id), executable);
        }
    }

    private void subscribe(StreamOperation operation, Prepared.Subscription subscription, OperationRequest request) {
        running.put(operation.id().value(), operation);
        operation.onJoining(scope.subscriptions().join(subscription, request, operation));
    }

    private void execute(SingleResultOperation operation, Prepared.Executable executable) {
        running.put(operation.id().value(), operation);
        long begun = System.nanoTime();
        executable.execute().onComplete(response -> {
            scope.metrics().operationTime().record(System.nanoTime() - begun, NANOSECONDS);
            if (response.succeeded()) {
                operation.onResponse(response.result());
            } else {
                LOG.atError().setCause(response.cause()).log("an operation failed that may not");
                connection.onBroken();
            }
        });
    }

    /** The client ends an operation; false when it had ended by itself. */
    boolean cancel(String id) {
        Operation operation = running.remove(id);
        if (operation == null) {
            return false;
        }
        operation.cancel();
        return true;
    }

    /** Ends all of them without a word to the client. */
    void cancelAll() {
        running.values().forEach(Operation::cancel);
    }

    /** An operation ended by itself. */
    void forget(Operation operation) {
        running.remove(operation.id().value());
    }

    /** The subscriptions that are neither live nor refused yet. */
    List<StreamOperation> starting() {
        return streams().stream().filter(StreamOperation::starting).toList();
    }

    /** The socket has room again. */
    void onDrained() {
        streams().forEach(StreamOperation::onDrained);
    }

    /** A copy: what they do may end them. */
    private List<StreamOperation> streams() {
        List<StreamOperation> streams = new ArrayList<>();
        for (Operation operation : running.values()) {
            if (operation instanceof StreamOperation stream) {
                streams.add(stream);
            }
        }
        return streams;
    }

    private static Buffer tooMany(int limit) {
        return Json.write(List.of(Map.of(
                "message", "a connection may run at most %d operations at once".formatted(limit),
                "extensions", Map.of("code", ErrorCode.TOO_MANY_OPERATIONS.name()))));
    }
}
