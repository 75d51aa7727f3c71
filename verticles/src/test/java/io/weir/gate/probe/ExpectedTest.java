package io.weir.gate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.gate.probe.Expected.Verdict;
import io.weir.json.JsonPointer;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTest {

    @Test
    void shouldReadNoNumberThatIsLongerThanAnyVersion() {
        assertThat(Expected.whole("0".repeat(99) + "7")).contains(BigInteger.valueOf(7));
        assertThat(Expected.whole("0".repeat(1_000) + "7")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200, SHOWN", "204, SHOWN", "404, BEHIND", "410, BEHIND", "425, BEHIND",
        "301, GARBAGE", "401, GARBAGE", "429, GARBAGE", "500, GARBAGE", "503, GARBAGE"
    })
    void shouldTakeAnySuccess(int status, Verdict verdict) {
        assertThat(expected(null, null, null).judge(answer(status, null, ""))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"404, SHOWN", "200, BEHIND", "410, BEHIND", "500, GARBAGE"})
    void shouldTakeTheStatusThatIsWanted(int status, Verdict verdict) {
        assertThat(expected(404, null, null).judge(answer(status, null, ""))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"v\": 7}       | SHOWN", "{\"v\": 8}     | SHOWN", "{\"v\": 6}      | BEHIND",
                        "{\"v\": \"7\"} | SHOWN",
                "{\"v\": \" 6 \"} | BEHIND", "{\"v\": 7.0}  | SHOWN", "{\"v\": 7.5}    | GARBAGE",
                        "{\"v\": -8}   | BEHIND",
                "{\"v\": 99999999999999999999} | SHOWN", "{\"v\": null} | GARBAGE", "{} | GARBAGE",
                        "{\"v\": [7]} | GARBAGE",
                "{\"v\": \"seven\"} | GARBAGE", "{\"v\": true}  | GARBAGE", "{\"v\": 1e999999999} | GARBAGE",
                        "{\"v\": 7 | GARBAGE",
                "<html>           | GARBAGE", "7            | GARBAGE"
            })
    void shouldTakeTheVersionOrALaterOne(String body, Verdict verdict) {
        assertThat(expected(null, 7, null).judge(answer(200, null, body))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\" | \"a\" | SHOWN", "a | \"a\" | SHOWN", "a | W/\"a\" | SHOWN", "W/\"a\" | \"a\" | SHOWN",
                "a | a | SHOWN", "a | \"b\" | BEHIND", "a | \"A\" | BEHIND", "a | | GARBAGE"
            })
    void shouldCompareTagsWeakly(String wanted, String tag, Verdict verdict) {
        assertThat(expected(null, null, wanted).judge(answer(200, tag, ""))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"a, 7, SHOWN", "b, 7, BEHIND", "a, 6, BEHIND", "b, 6, BEHIND"})
    void shouldWantAllThatIsNamed(String tag, int version, Verdict verdict) {
        assertThat(expected(203, 7, "a").judge(answer(203, tag, "{\"v\":" + version + "}")))
                .isEqualTo(verdict);
        assertThat(expected(203, 7, "a").judge(answer(200, tag, "{\"v\":" + version + "}")))
                .isEqualTo(Verdict.BEHIND);
    }

    private static Expected expected(Integer status, Integer version, String etag) {
        return new Expected(
                Optional.ofNullable(status),
                Optional.ofNullable(version)
                        .map(least -> new Expected.Version(JsonPointer.of("/v"), BigInteger.valueOf(least))),
                Optional.ofNullable(etag));
    }

    private static Answer answer(int status, String etag, String body) {
        return new Answer(status, etag, Buffer.buffer(body));
    }
}
