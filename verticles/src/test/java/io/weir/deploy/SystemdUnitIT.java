package io.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.WeirCommand;
import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.testing.Programs;
import io.weir.testing.ScriptRun;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** systemd's own tool reads the unit, and what the unit starts is a command of ours. */
class SystemdUnitIT {

    private static final Path ANALYZE = Programs.require("systemd-analyze", "systemd");
    private static final Pattern EXPOSURE = Pattern.compile("exposure level for \\S+: (\\d+\\.\\d)");

    @TempDir
    Path folder;

    @Test
    void shouldBeAUnitWithoutComplaints() throws Exception {
        // When
        ScriptRun run = analyze("verify", unit().toString());

        // Then
        assertThat(run.output()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldExposeLittle() throws Exception {
        // When
        ScriptRun run = analyze("security", "--offline=true", unit().toString());
        Matcher exposure = EXPOSURE.matcher(run.output());

        // Then
        assertThat(exposure.find()).as(run.output()).isTrue();
        assertThat(new BigDecimal(exposure.group(1))).isLessThanOrEqualTo(new BigDecimal("1.3"));
    }

    @Test
    void shouldStartACommandOfOurs() {
        // Given
        List<String> words = Arrays.asList(value("ExecStart").split(" "));
        assertThat(words).first().isEqualTo("/opt/weir/weir");
        assertThat(words).last().isEqualTo("$WEIR_ROLES");
        List<String> arguments = new ArrayList<>(words.subList(1, words.size() - 1));
        arguments.add("--roles=transport,triggers"); // as weir.env would have it

        // When
        CommandLine.ParseResult parsed =
                WeirCommand.create(Map.of(), (file, config, roles) -> {}).parseArgs(arguments.toArray(String[]::new));

        // Then
        CommandLine.ParseResult command = parsed.subcommand();
        assertThat(command.commandSpec().name()).isEqualTo("start");
        assertThat(command.matchedOptionValue("--conf", Path.of("")).toString()).isEqualTo("/etc/weir/weir.yaml");
    }

    @Test
    void shouldLetTheNodeDrainAndItsStoreStop() throws Exception {
        // Given
        WeirConfig defaults = ConfigLoader.load(DeployFolder.ROOT.resolve("conf/weir.yaml"), Map.of());
        Duration drain = defaults.http()
                .drain()
                .plus(defaults.actions().drain())
                .plus(defaults.cluster().handover());

        // Then
        assertThat(value("KillMode")).isEqualTo("mixed");
        assertThat(value("SuccessExitStatus")).isEqualTo("143");
        assertThat(Duration.parse("PT" + value("TimeoutStopSec"))).isGreaterThan(drain);
        assertThat(DeployFolder.text("systemd/weir.env").lines())
                .allMatch(line -> line.isEmpty() || line.startsWith("#"), "is a comment: no value is ours to set");
    }

    /** The signal that makes a node load its graph again. */
    @Test
    void shouldReload() {
        assertThat(value("ExecReload")).isEqualTo("/bin/kill -HUP $MAINPID");
    }

    private static String value(String key) {
        return DeployFolder.text("systemd/weir.service")
                .lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /** With the start script of this repository: systemd looks whether it is there. */
    private Path unit() throws Exception {
        String text = DeployFolder.text("systemd/weir.service")
                .replace("/opt/weir/weir ", DeployFolder.DEPLOY.resolve("weir") + " ");
        return Files.writeString(folder.resolve("weir.service"), text);
    }

    private static ScriptRun analyze(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(ANALYZE.toString()));
        command.addAll(List.of(arguments));
        return ScriptRun.of(command, Map.of("SYSTEMD_PAGER", "cat", "SYSTEMD_COLORS", "0", "LC_ALL", "C.UTF-8"), "");
    }
}
