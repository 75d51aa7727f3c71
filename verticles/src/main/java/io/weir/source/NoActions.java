package io.weir.source;

import io.vertx.core.Future;
import io.weir.bus.ActionReport;
import io.weir.bus.ChangeAction;
import io.weir.bus.StartAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** For whoever has no actions. */
final class NoActions implements ActionClient {

    @Override
    public Future<ActionReport> start(StartAction start, Duration patience) {
        return Future.failedFuture(ActionFailures.unavailable());
    }

    @Override
    public Future<List<ActionReport>> read(List<String> ids, String owner, boolean details) {
        return Future.failedFuture(ActionFailures.unavailable());
    }

    @Override
    public Future<ActionReport> change(String id, String owner, ChangeAction.Change change) {
        return Future.failedFuture(ActionFailures.unavailable());
    }

    @Override
    public Wait await(String id, String owner) {
        return new Wait() {
            @Override
            public Future<ActionReport> begun() {
                return Future.failedFuture(ActionFailures.unavailable());
            }

            @Override
            public Future<ActionReport> ended() {
                return begun();
            }

            @Override
            public Future<Optional<ActionReport>> endedWithin(Duration patience) {
                return begun().map(Optional::of);
            }

            @Override
            public void cancel() {}
        };
    }
}
