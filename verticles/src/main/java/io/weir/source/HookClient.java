package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.config.HookConfig;

/** Asks hooks, wherever they are. Thread-safe; answers on the caller's context. */
public interface HookClient {

    /** Where no hook is configured. */
    HookClient NONE = (hook, question) -> Future.failedFuture(new HookException("there are no hooks"));

    /**
     * Asks once; nothing is tried again.
     *
     * @param question one JSON object as UTF-8 bytes
     * @return the answer's bytes, whatever they are; fails with {@link HookException}, within the hook's timeout
     */
    Future<Buffer> ask(HookConfig hook, Buffer question);
}
