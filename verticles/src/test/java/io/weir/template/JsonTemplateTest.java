package io.weir.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.json.Json;
import io.weir.template.Template.Scope;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTemplateTest {

    private static final Set<Scope> SCOPES = Set.of(Scope.ARGS, Scope.HEADERS, Scope.ENV);
    private static final Map<String, String> ENVIRONMENT = Map.of("KEY", "a\"b\\c\n");

    private static String rendered(String template, Map<String, Object> arguments) {
        JsonTemplate json = JsonTemplate.of(Template.parse(template, SCOPES), ENVIRONMENT);
        return Json.write(json.render(new TemplateValues(arguments, Map.of("x", "h"))))
                .toString();
    }

    @Test
    void shouldPutValuesWhereTheyStand() {
        // Given
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("o", Map.of("a", List.of(1, true)));
        arguments.put("n", new BigDecimal("1.50"));
        arguments.put("s", "x\"y\\z\n");
        arguments.put("none", null);

        // Then
        assertThat(rendered(
                        "{\"o\": {{ args.o }}, \"l\": [{{args.n}}, {{ args.none }}], \"p\": {{ args.o.a }}}",
                        arguments))
                .isEqualTo("{\"o\":{\"a\":[1,true]},\"l\":[1.50,null],\"p\":[1,true]}");
        assertThat(rendered(
                        "{\"s\": \"<{{ args.s }}|{{ args.n }}|{{ args.none }}>\", \"h\": {{ headers.X }}}", arguments))
                .isEqualTo("{\"s\":\"<x\\\"y\\\\z\\n|1.50|>\",\"h\":\"h\"}");
        assertThat(rendered("{{ args.s }}", arguments)).isEqualTo("\"x\\\"y\\\\z\\n\"");
    }

    @Test
    void shouldPutTheEnvironmentInAsText() {
        assertThat(rendered("[{{ env.KEY }}, \"<{{ env.KEY }}>\"]", Map.of()))
                .isEqualTo("[\"a\\\"b\\\\c\\n\",\"<a\\\"b\\\\c\\n>\"]");
    }

    @Test
    void shouldKnowWhereAStringEnds() {
        assertThat(rendered("{\"a\\\"{\": \"\\\\\", \"b\": {{ args.b }}}", Map.of("b", 1)))
                .isEqualTo("{\"a\\\"{\":\"\\\\\",\"b\":1}");
    }

    @Test
    void shouldNotTakeAValueForATemplate() {
        assertThat(rendered("[\"{{ args.s }}\"]", Map.of("s", "{{ args.t }} \uE0000\uE001", "t", "secret")))
                .isEqualTo("[\"{{ args.t }} \uE0000\uE001\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{{ args.a }}{{ args.b }}",
                "1{{ args.a }}",
                "{\"a\": {{ args.a }}",
                "[{{ args.a }},]",
                "{\"{{ args.a }}\": 1}",
                "{{{ args.a }}: 1}",
                "[\"\uE0000\uE001\"]",
                "[\"\\ue0000\\ue001\"]"
            })
    void shouldRefuseWhatIsNoJson(String template) {
        assertThatThrownBy(() -> JsonTemplate.of(Template.parse(template, SCOPES), ENVIRONMENT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
