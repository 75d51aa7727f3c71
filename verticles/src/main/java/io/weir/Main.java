package io.weir;

import io.weir.cli.NodeLauncher;
import io.weir.cli.WeirCommand;
import io.weir.telemetry.LogSetup;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line. */
public final class Main {

    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] args) {
        LogSetup.quiet();
        int exitCode = WeirCommand.create(System.getenv(), new NodeLauncher())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args);
        System.exit(exitCode);
    }
}
