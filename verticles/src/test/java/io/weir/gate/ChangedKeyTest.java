package io.weir.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.Written;
import io.weir.config.SystemConfig;
import io.weir.gate.participant.Write;
import io.weir.template.Template;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a write has changed, and which version it made. */
class ChangedKeyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            - | - | {'__typename': 'Cart', 'id': 7, 'version': 12}   | Cart:7@12
            - | - | {'id': '7', 'version': '12'}                     | Order:7@12
            - | - | {'id': 7}                                        | -
            - | - | {'version': 12}                                  | -
            - | - | {'id': 7, 'version': -1}                         | -
            - | - | {'id': 7, 'version': 1.5}                        | -
            - | - | {'id': 7, 'version': 9223372036854775808}        | -
            - | - | {'id': {}, 'version': 1}                         | -
            - | - | {'id': 'a\\u0000', 'version': 1}                 | -
            - | - | [1]                                              | -
            K{{ args.input.id }} | - | {'version': 3}                | K9@3
            K{{ args.input.no }} | - | {'version': 3}                | -
            - | {{ response.at.n }}  | {'id': 7, 'at': {'n': 5}}     | Order:7@5
            - | {{ response.at }}    | {'id': 7, 'at': {'n': 5}}     | -
            """)
    void shouldReadKeyAndVersion(String key, String version, String answer, String expected) {
        // given
        ChangedKey keys = new ChangedKey(new SystemConfig.Ack(Optional.empty(), template(key), template(version)));
        Buffer arguments = Buffer.buffer("{\"input\": {\"id\": 9}}");

        // when
        Optional<ChangedKey.Changed> changed =
                keys.of(Write.of(new Written("a", "Order", arguments, Buffer.buffer(answer.replace('\'', '"')))));

        // then
        assertThat(changed.map(each -> each.key() + "@" + each.version())).isEqualTo(Optional.ofNullable(expected));
    }

    private static Optional<Template> template(String source) {
        return Optional.ofNullable(source)
                .map(text -> Template.parse(text, Set.of(Template.Scope.ARGS, Template.Scope.RESPONSE)));
    }
}
