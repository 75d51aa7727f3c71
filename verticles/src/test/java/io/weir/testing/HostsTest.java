package io.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostsTest {

    @BeforeEach
    void needNamespaces() {
        assumeTrue(Hosts.possible(), "NOT TESTED: network namespaces need root and the program ip (iproute2)");
    }

    @Test
    void shouldReachEachOtherAndServersBesideThem() throws Exception {
        try (Hosts hosts = Hosts.open(2, 3)) {
            assertThat(answers(hosts.get(0), hosts.get(2).address())).isTrue();
            assertThat(answers(hosts.get(1), hosts.server(2))).isTrue();
            assertThat(answers(Host.LOOPBACK, hosts.get(1).address())).isTrue();
        }
    }

    @Test
    void shouldLoseWhatIsBetweenTwoOfThemAndNothingElseUntilTheyAreHealed() throws Exception {
        try (Hosts hosts = Hosts.open(2, 3)) {
            // When
            hosts.cut(0, 2);
            hosts.cut(1, hosts.server(2));

            // Then
            assertThat(answers(hosts.get(0), hosts.get(2).address())).isFalse();
            assertThat(answers(hosts.get(2), hosts.get(0).address())).isFalse();
            assertThat(answers(hosts.get(1), hosts.server(2))).isFalse();
            assertThat(answers(hosts.get(1), hosts.get(2).address())).isTrue();
            assertThat(answers(hosts.get(1), hosts.server(1))).isTrue();
            assertThat(answers(hosts.get(2), hosts.server(2))).isTrue();

            // When
            hosts.heal();

            // Then
            assertThat(answers(hosts.get(0), hosts.get(2).address())).isTrue();
            assertThat(answers(hosts.get(1), hosts.server(2))).isTrue();
        }
    }

    @Test
    void shouldOutliveThoseOfOthers() throws Exception {
        try (Hosts ours = Hosts.open(1, 1)) {
            Hosts.open(1, 1).close();
            assertThat(answers(ours.get(0), ours.server(1))).isTrue();
        }
    }

    /** A connection to a port where no one listens is refused, at once, by a host that gets it. */
    private static boolean answers(Host from, String address) throws IOException, InterruptedException {
        List<String> command = List.of("timeout", "1", "bash", "-c", "exec 3<>/dev/tcp/%s/9".formatted(address));
        Process process = new ProcessBuilder(from.run(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 1;
    }
}
