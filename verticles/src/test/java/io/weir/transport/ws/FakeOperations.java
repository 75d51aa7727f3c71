package io.weir.transport.ws;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.execution.OperationRequest;
import io.weir.execution.OperationResponse;
import io.weir.execution.Operations;
import io.weir.execution.Prepared;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Understands four requests: {@code subscription TOPIC}, {@code query …} and {@code mutation …}, which the test answers
 * when it wants to, and {@code broken}, which fails as only a fault of the server can. All others are refused.
 */
final class FakeOperations implements Operations {

    static final String REFUSAL = "[{\"message\":\"not understood\"}]";

    final List<OperationRequest> requests = new CopyOnWriteArrayList<>();
    final List<Promise<OperationResponse>> running = new CopyOnWriteArrayList<>();

    @Override
    public Prepared prepare(OperationRequest request) {
        requests.add(request);
        String[] words = request.query().split(" ", 2);
        return switch (words[0]) {
            case "subscription" -> new Prepared.Stream("default", words[1]);
            case "query" -> new Waiting(false);
            case "mutation" -> new Waiting(true);
            case "broken" -> throw new IllegalStateException("on purpose");
            default -> new Prepared.Refused(Buffer.buffer(REFUSAL));
        };
    }

    void answer(int index, String body) {
        running.get(index).complete(new OperationResponse(Buffer.buffer(body), false));
    }

    private final class Waiting implements Prepared.Executable {

        private final boolean mutation;

        Waiting(boolean mutation) {
            this.mutation = mutation;
        }

        @Override
        public boolean mutation() {
            return mutation;
        }

        @Override
        public Future<OperationResponse> execute() {
            Promise<OperationResponse> response = Promise.promise();
            running.add(response);
            return response.future();
        }
    }
}
