package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.config.yaml.Place;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryConfigTest {

    private static final String ONE = "deliveries:\n- name: a\n  document: schema.graphql\n";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDsuFuX9VQ9zY=";

    @TempDir
    Path folder;

    private WrittenConfig config;

    @BeforeEach
    void write() {
        config = new WrittenConfig(folder);
    }

    @Test
    void shouldHaveDefaults() {
        // When
        DeliveryConfig delivery = load("  target: { url: \"http://h/x\" }\n");

        // Then
        assertThat(delivery)
                .isEqualTo(new DeliveryConfig(
                        "a",
                        folder.resolve("schema.graphql"),
                        Map.of(),
                        TargetConfig.Url.of("http://h/x"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        DeliveryConfig.STANDARD_WEBHOOKS,
                        Duration.ofSeconds(15),
                        10,
                        Duration.ofHours(1),
                        Duration.ofDays(5),
                        Duration.ofDays(14),
                        256 << 10,
                        new Place(folder.resolve("weir.yaml"), 4, 3)));
        assertThat(delivery.schedule()).hasSize(10).startsWith(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void shouldTakeEveryKey() {
        // When
        DeliveryConfig delivery = config.with(Map.of("SECRET", SECRET))
                .load(GRAPH + """
                        deliveries:
                        - name: charge-1
                          document: schema.graphql
                          variables: { state: "${STATE:PAID}", n: 5, x: 1.5, yes: true, none: null, list: [1, "2"], in: { a: 7 } }
                          target: { url: "http://h/{{ event.id }}", body: '{"a": {{ data.x }}}' }
                          then: "a(id: {{ response.id }})"
                          onFailure: "b(id: {{ failure.code }})"
                          secret: ["${SECRET}", "%s"]
                          retry: { schedule: [0s, 1m] }
                          timeout: 1s
                          concurrency: 2
                          blocked: 0s
                          disableAfter: 1h
                          retention: 2h
                          maxPayload: 1KB
                        """.formatted(OTHER))
                .deliveries()
                .get(0);

        // Then
        WrittenConfig.assertEveryKeyIsSet(
                delivery, DeliveryConfig.of("a", Path.of("x.graphql"), TargetConfig.Url.of("http://h/x")));
        assertThat(delivery.variables())
                .containsEntry("state", "PAID")
                .containsEntry("n", 5)
                .containsEntry("x", new BigDecimal("1.5"))
                .containsEntry("yes", true)
                .containsEntry("none", null)
                .containsEntry("list", Arrays.asList(1, "2"))
                .containsEntry("in", Map.of("a", 7));
        assertThat(delivery.secrets()).containsExactly(SECRET, OTHER);
        assertThat(delivery.schedule()).containsExactly(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void shouldTakeEachTarget() {
        assertThat(load("  target: { topic: \"a.{{ event.id }}\", provider: rabbit }\n")
                        .target())
                .isEqualTo(TargetConfig.Topic.of("a.{{ event.id }}", "rabbit"));
        assertThat(load("  target: { topic: a }\n").target()).isEqualTo(TargetConfig.Topic.of("a", "default"));
        assertThat(load("  target: { mutation: \"a(b: {{ data.c }})\" }\n").target())
                .isEqualTo(TargetConfig.Mutation.of("a(b: {{ data.c }})"));
        assertThat(load("  target: { bus: a.b }\n").target()).isEqualTo(new TargetConfig.Bus("a.b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                              | `6:11: deliveries[0].target: needs at least one of the keys url, topic, mutation, bus`
            { url: "http://h", bus: a }     | `6:11: deliveries[0].target: url, topic, mutation and bus exclude each other: a delivery calls one`
            { bus: a, body: "{}" }          | `6:11: deliveries[0].target: body goes with url only`
            { bus: a, provider: p }         | `6:11: deliveries[0].target: provider goes with topic only`
            { bus: "weir:log" }             | `6:18: deliveries[0].target.bus: "weir:log" is not an address of the event bus that is not one of Weir's own`
            { url: "http://h", body: "{" }  | `6:36: deliveries[0].target.body: "{": it is not JSON once values stand for the placeholders; quote texts, as in {"name": "{{ args.name }}", "age": {{ args.age }}}`
            { topic: "a.{{ args.x }}" }     | `6:20: deliveries[0].target.topic: "a.{{ args.x }}": the placeholder {{ args.x }} is not understood: write {{ event.NAME }} or {{ data.NAME }} or {{ delivery.NAME }}`
            { topic: "a.{{ response.x }}" } | `6:20: deliveries[0].target.topic: "a.{{ response.x }}": the placeholder {{ response.x }} is not understood: write {{ event.NAME }} or {{ data.NAME }} or {{ delivery.NAME }}`
            { urll: "http://h", bus: a }    | `6:13: deliveries[0].target.urll: unknown key; did you mean "url"?`
            """)
    void shouldRefuseBadTargets(String target, String problem) {
        assertThat(config.problems(GRAPH + ONE + "  target: " + target + "\n")).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            variables: []           | `7:14: deliveries[0].variables: is a list, not a mapping of keys to values`
            variables: { a: .inf }  | `7:19: deliveries[0].variables.a: ".inf" is no number or truth of JSON; quote it where it is a text`
            variables: { a: [yes] } | `7:20: deliveries[0].variables.a[0]: "yes" is no number or truth of JSON; quote it where it is a text`
            then: "a(b: {{ failure.code }})" | `7:9: deliveries[0].then: "a(b: {{ failure.code }})": the placeholder {{ failure.code }} is not understood: write {{ response.NAME }} or {{ event.NAME }} or {{ data.NAME }} or {{ delivery.NAME }}`
            onFailure: "a(b: {{ response.id }})" | `7:14: deliveries[0].onFailure: "a(b: {{ response.id }})": the placeholder {{ response.id }} is not understood: write {{ event.NAME }} or {{ data.NAME }} or {{ delivery.NAME }} or {{ failure.NAME }}`
            retry: { schedule: [] } | `4:3: deliveries[0]: retry.schedule: has not 1 to 100 pauses`
            retry: { schedule: [31d] } | `7:23: deliveries[0].retry.schedule[0]: "31d" is not a duration from 0s to 720h, such as 250ms, 10s, 5m or 1h`
            timeout: 0s             | `7:12: deliveries[0].timeout: "0s" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            concurrency: 0          | `7:16: deliveries[0].concurrency: "0" is not a whole number from 1 to 10000`
            maxPayload: 0B          | `7:15: deliveries[0].maxPayload: "0B" is not a size from 1B to 1GB, such as 64KB or 1MB`
            secrets: a              | `7:3: deliveries[0].secrets: unknown key; did you mean "secret"?`
            """)
    void shouldRefuseBadValues(String line, String problem) {
        assertThat(config.problems(GRAPH + ONE + "  target: { url: \"http://h\" }\n  " + line + "\n"))
                .containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "hush",
        "whsec_hush",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw*",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZI"
    })
    void shouldRefuseBadSecretsWithoutShowingThem(String secret) {
        assertThat(config.problems(GRAPH + ONE + "  target: { url: \"http://h\" }\n  secret: \"" + secret + "\"\n"))
                .containsExactly(
                        "7:11: deliveries[0].secret: the value is not \"whsec_\" and the base64 of 24 to 64 random"
                                + " bytes (such as openssl rand -base64 32 prints)");
    }

    @ParameterizedTest
    @CsvSource({"24", "25", "26", "32", "62", "63", "64"})
    void shouldTakeSecretsOfEveryLength(int bytes) {
        // Given
        String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

        // Then
        assertThat(load("  target: { url: \"http://h\" }\n  secret: " + secret + "\n")
                        .secrets())
                .containsExactly(secret);
    }

    @Test
    void shouldRefuseASecretThatSignsNothing() {
        assertThat(config.problems(GRAPH + ONE + "  target: { bus: a }\n  secret: " + SECRET + "\n"))
                .containsExactly("4:3: deliveries[0]: secret: only what goes to a url is signed; remove it");
    }

    @Test
    void shouldRefuseOneNameTwice() {
        // Given
        String item = ONE.substring(ONE.indexOf('-')) + "  target: { bus: a }\n";

        // Then
        assertThat(config.problems(GRAPH + "deliveries:\n" + item + item))
                .containsExactly("7:3: deliveries[1]: the name \"a\" was given before");
    }

    @Test
    void shouldRefuseWhatHasNoNameDocumentOrTarget() {
        assertThat(config.problems(GRAPH + "deliveries: [{}]\n"))
                .containsExactly(
                        "3:14: deliveries[0]: the key \"document\" is missing: The file with the subscription document.",
                        "3:14: deliveries[0]: the key \"name\" is missing: The subscription's name, by which the store knows it.",
                        "3:14: deliveries[0]: the key \"target\" is missing: Whom it calls.");
    }

    @Test
    void shouldNotPrintSecrets() {
        assertThat(config.load(GRAPH + ONE + "  target: { url: \"http://h/hush\" }\n  secret: " + SECRET + "\n")
                        .toString())
                .contains("DeliveryConfig[name=a, target=Url]")
                .doesNotContain(SECRET)
                .doesNotContain("hush");
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeliveryConfig.of("a b", folder, new TargetConfig.Bus("a")))
                .withMessage("name: \"a b\" is not a name of 1 to 64 letters, digits, _ and -");
    }

    private DeliveryConfig load(String rest) {
        return config.load(GRAPH + ONE + rest).deliveries().get(0);
    }
}
