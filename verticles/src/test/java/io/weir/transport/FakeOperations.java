package io.weir.transport;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.execution.ActionHeaders;
import io.weir.execution.OperationRequest;
import io.weir.execution.OperationResponse;
import io.weir.execution.Operations;
import io.weir.execution.Preference;
import io.weir.execution.Prepared;
import io.weir.execution.StoredAction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers documents that it was taught; refuses every other. */
public final class FakeOperations implements Operations {

    public static final String UNKNOWN = "[{\"message\":\"unknown document\"}]";

    /** What came in, in order. */
    public final List<OperationRequest> requests = new CopyOnWriteArrayList<>();

    /** Documents that ran. */
    public final List<String> executed = new CopyOnWriteArrayList<>();

    private final Map<String, Prepared> taught = new ConcurrentHashMap<>();
    private final Map<String, StoredAction> actions = new ConcurrentHashMap<>();
    private volatile ActionHeaders actionHeaders = ActionHeaders.NONE;

    public void query(String document, String response) {
        taught.put(document, executable(document, false, Future.succeededFuture(response(response))));
    }

    public void mutation(String document, String response) {
        taught.put(document, executable(document, true, Future.succeededFuture(response(response))));
    }

    public void subscription(String document, String topic) {
        taught.put(document, new Prepared.Stream("default", topic));
    }

    /** A subscription to one or several root fields. */
    public void subscription(String document, Prepared.Subscription subscription) {
        taught.put(document, subscription);
    }

    /** A mutation whose client's preference was honoured. */
    public void mutation(String document, String response, Preference.Applied applied) {
        OperationResponse answer = new OperationResponse(Buffer.buffer(response), false, applied);
        taught.put(document, executable(document, true, Future.succeededFuture(answer)));
    }

    /** A subscription that gives one response, when the test says so. */
    FakeAwaited awaited(String document, Vertx vertx) {
        FakeAwaited awaited = new FakeAwaited(vertx);
        taught.put(document, awaited);
        return awaited;
    }

    /** Actions see {@code x-tenant}. */
    public void haveActions() {
        actionHeaders = new ActionHeaders(false, List.of("x-tenant"));
    }

    /** How an action stands. */
    public void action(String id, StoredAction action) {
        actions.put(id, action);
    }

    @Override
    public ActionHeaders actionHeaders() {
        return actionHeaders;
    }

    @Override
    public Future<StoredAction> action(String id) {
        StoredAction known = actions.get(id);
        return known == null ? Operations.super.action(id) : onCallersContext(Future.succeededFuture(known));
    }

    /** A query that answers when the test says so. */
    public Promise<OperationResponse> slowQuery(String document) {
        Promise<OperationResponse> answer = Promise.promise();
        taught.put(document, executable(document, false, answer.future()));
        return answer;
    }

    public static OperationResponse response(String json) {
        return new OperationResponse(Buffer.buffer(json), json.contains("\"errors\""));
    }

    @Override
    public Prepared prepare(OperationRequest request) {
        requests.add(request);
        Prepared prepared = taught.get(request.query());
        return prepared == null ? new Prepared.Refused(Buffer.buffer(UNKNOWN)) : prepared;
    }

    private Prepared executable(String document, boolean mutation, Future<OperationResponse> response) {
        return new Prepared.Executable() {
            @Override
            public boolean mutation() {
                return mutation;
            }

            @Override
            public Future<OperationResponse> execute() {
                executed.add(document);
                return onCallersContext(response);
            }
        };
    }

    private static <T> Future<T> onCallersContext(Future<T> future) {
        Context caller = Vertx.currentContext();
        Promise<T> promise = Promise.promise();
        future.onComplete(result -> caller.runOnContext(turn -> promise.handle(result)));
        return promise.future();
    }
}
