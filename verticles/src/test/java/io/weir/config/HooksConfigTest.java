package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.yaml.Place;
import io.weir.template.Template;
import io.weir.template.Template.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HooksConfigTest {

    private static final String ALLOWED = GRAPH + "actions: { allow: [\"http://shop\"] }\n";

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        HooksConfig defaults = new WrittenConfig(folder).load(GRAPH).hooks();

        // Then
        assertThat(defaults).isEqualTo(new HooksConfig(List.of(), List.of())).isEqualTo(HooksConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = ALLOWED + """
                hooks:
                  mutationBefore:
                    - { field: order, url: "http://shop/check", timeout: 1s }
                    - { field: order, bus: stock.check }
                  mutationAfter: [{ field: order, bus: told }]
                """;

        // When
        HooksConfig full = new WrittenConfig(folder).load(yaml).hooks();

        // Then
        Path file = folder.resolve("weir.yaml");
        assertEveryKeyIsSet(full, HooksConfig.DEFAULT);
        assertThat(full.mutationBefore())
                .containsExactly(
                        new HookConfig(
                                "order",
                                Optional.of(Template.parse("http://shop/check", Set.of(Scope.ARGS))),
                                Optional.empty(),
                                Duration.ofSeconds(1),
                                new Place(file, 6, 7)),
                        new HookConfig(
                                "order",
                                Optional.empty(),
                                Optional.of("stock.check"),
                                Duration.ofSeconds(5),
                                new Place(file, 7, 7)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {bus: a}                                    | `5:20: hooks.mutationBefore[0]: the key "field" is missing: The field of Mutation.`
            {field: a b, bus: a}                        | `5:28: hooks.mutationBefore[0].field: "a b" is not a field of Mutation`
            {field: a}                                  | `5:20: hooks.mutationBefore[0]: needs at least one of the keys url, bus`
            {field: a, bus: b, url: "http://shop"}      | `5:20: hooks.mutationBefore[0]: url and bus are both given: a hook has one of them; list two hooks`
            {field: a, bus: "weir:actions"}             | `5:36: hooks.mutationBefore[0].bus: "weir:actions" is not an address of the event bus that is not one of Weir's own`
            {field: a, url: "http://other/"}            | `1:1: hooks: add http://other to actions.allow, which has whom Weir may call`
            {field: a, url: "http://shop/{{ args.a }}"} | `5:36: hooks.mutationBefore[0].url: "http://shop/{{ args.a }}": a hook's url has no placeholders: the arguments are in the question`
            {field: a, url: "ftp://shop/"}              | `5:36: hooks.mutationBefore[0].url: "ftp://shop/": it needs a scheme, a host and perhaps a port, such as https://api.example.com:8443; credentials belong in headers`
            {field: a, bus: b, timeout: 0ms}            | `5:48: hooks.mutationBefore[0].timeout: "0ms" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            `{field: a, bus: b}, {field: a, bus: b}`    | `5:40: hooks.mutationBefore[1]: the name "a bus:b" was given before`
            """)
    void shouldRefuseBadValues(String hook, String problem) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(ALLOWED + "hooks:\n  mutationBefore: [" + hook + "]\n");

        // Then
        assertThat(problems).containsExactly(problem);
    }
}
