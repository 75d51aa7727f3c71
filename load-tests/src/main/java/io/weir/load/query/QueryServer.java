package io.weir.load.query;

import java.util.concurrent.TimeUnit;

/** A process that serves the employee schema: {@code KIND PORT ADMIN_PORT}. */
public final class QueryServer {

    private static final int START_SECONDS = 30;

    private QueryServer() {}

    /** What serves. */
    public enum Kind {
        /** Weir itself. */
        WEIR,
        /** Vert.x's handler as its documentation sets it up. */
        STOCK,
        /** The same with a cache of parsed and validated documents. */
        STOCK_CACHED
    }

    /** Serves until the process ends. */
    public static void main(String[] args) throws Exception {
        System.setProperty("logback.configurationFile", "weir-load-logback.xml");
        int port = Integer.parseInt(args[1]);
        var started = switch (Kind.valueOf(args[0])) {
            case WEIR -> WeirServer.start(port, Integer.parseInt(args[2]));
            case STOCK -> StockServer.start(port, false);
            case STOCK_CACHED -> StockServer.start(port, true);
        };
        started.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    }
}
