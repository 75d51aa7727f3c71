package io.weir.cli;

import io.weir.config.ConfigException;
import io.weir.config.Problem;
import io.weir.graph.GraphException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in words. A stack trace is for our own mistakes only, and goes to the log. */
final class FailureReport implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigException config) {
            print(config.problems(), err);
        } else if (failure instanceof GraphException graph) {
            print(graph.problems(), err);
        } else if (failure instanceof IOException machine) {
            // A port that is taken, a file that vanished: the message says which.
            err.println("weir: " + machine.getMessage());
        } else if (failure instanceof UnresolvedAddressException) {
            err.println("weir: the host to listen on has no address");
        } else {
            LoggerFactory.getLogger(FailureReport.class).error("the command failed", failure);
        }
        err.flush();
        return ExitCode.PROBLEMS;
    }

    private static void print(List<Problem> problems, PrintWriter err) {
        problems.forEach(err::println);
    }
}
