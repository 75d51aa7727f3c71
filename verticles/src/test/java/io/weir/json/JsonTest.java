package io.weir.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "\"é€\"",
                "123456789012345678901234567890",
                "1.000000000000000000000001",
                "-0.5",
                "{\"b\":[1,{\"a\":null}],\"a\":\"\"}",
                "[]",
                "{}"
            })
    void shouldGiveBackWhatItTook(String json) {
        assertThat(Json.write(Json.parse(json)).toString()).isEqualTo(json);
        assertThat(Json.write(Json.parse(Buffer.buffer(json))).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{} {}", "nul", "{\"a\":1,\"a\":2}", "[1,]", "'a'", "NaN", "{\"a\"}"})
    void shouldRefuseWhatIsNotOneValue(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> Json.parse(Buffer.buffer(text))).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999999", "-1.5E99999999999", "[{\"a\":1e-99999999999}]"})
    void shouldRefuseAnExponentThatNoNumberHolds(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("exponent of a number is out of range");
        assertThatThrownBy(() -> Json.parse(Buffer.buffer(text))).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        Buffer bytes = Buffer.buffer(new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'});
        assertThatThrownBy(() -> Json.parse(bytes)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void shouldRefuseWhatNestsTooDeep() {
        String deep = "[".repeat(201) + "]".repeat(201);
        assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void shouldKeepSurrogatesPairedOrNot() {
        Object pair = Json.parse("\"😀\"");
        assertThat(Json.parse(Json.write(pair))).isEqualTo("😀");
        Object half = Json.parse("\"a\\ud800b\"");
        assertThat(Json.parse(Json.write(half))).isEqualTo(half);
    }

    @Test
    void shouldNameThePlace() {
        assertThatThrownBy(() -> Json.parse("{\n  oops}")).hasMessageContaining("line 2, column ");
    }
}
