package io.weir.subgraph;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** How one attempt ended. */
sealed interface Outcome {

    /**
     * With a GraphQL response.
     *
     * @param body its bytes
     */
    record Reply(Buffer body) implements Outcome {}

    /**
     * With none.
     *
     * @param failure why
     * @param untouched whether the subgraph has certainly seen nothing of the request
     * @param pause how long it asked to be left alone; zero when it did not
     */
    record Failure(SubgraphException failure, boolean untouched, Duration pause) implements Outcome {

        private static final int TOO_MANY_REQUESTS = 429;

        static Failure of(SubgraphException failure) {
            return new Failure(failure, false, Duration.ZERO);
        }

        /** Whether another attempt may end better. */
        boolean transientFailure() {
            return switch (failure.failure()) {
                case UNREACHABLE -> true;
                case HTTP_ERROR -> {
                    int status = failure.httpStatus().orElse(0);
                    yield status == TOO_MANY_REQUESTS || (status >= 502 && status <= 504);
                }
                default -> false;
            };
        }

        /** Whether it speaks against the subgraph, not against this request. */
        boolean unhealthy() {
            return switch (failure.failure()) {
                case UNREACHABLE, TIMEOUT -> true;
                case HTTP_ERROR -> {
                    int status = failure.httpStatus().orElse(0);
                    yield status == TOO_MANY_REQUESTS || status >= 500;
                }
                default -> false;
            };
        }
    }
}
