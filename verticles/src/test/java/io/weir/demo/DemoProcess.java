package io.weir.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code weir.jar demo} in a process of its own, on ports that are free. */
final class DemoProcess {

    private static final Path ROOT = Path.of(System.getProperty("weir.root"));
    private static final long SECONDS = 60;

    private final Path output;
    private final ProcessBuilder command;
    private Process process;

    /**
     * Starts nothing yet.
     *
     * @param folder where it keeps what it writes
     * @param environment what it is told besides
     */
    DemoProcess(Path folder, Map<String, String> environment) {
        output = folder.resolve("demo.log");
        command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        ROOT.resolve(Path.of("verticles", "target", "weir.jar")).toString(),
                        "demo")
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.environment().putAll(DemoFixture.freePorts());
        command.environment().put("WEIR_DEMO_DATA", folder.resolve("data").toString());
        command.environment().putAll(environment);
    }

    void start() throws IOException {
        process = command.start();
    }

    /** Where it prints to. */
    Path output() {
        return output;
    }

    String printed() throws IOException {
        return Files.readString(output);
    }

    /** Asks it to end. */
    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Waits until it has ended. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the demo does not end");
        }
        return process.exitValue();
    }
}
