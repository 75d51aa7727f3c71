package io.weir.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPointerTest {

    private static final Object DOCUMENT = Json.parse(
            "{\"a\": [1, {\"b\": 2}], \"\": 3, \"x/y\": 4, \"m~n\": 5, \"~1\": 6, \"0\": {\"1\": 7}, \"n\": null}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a/0   | 1",
                "/a/1/b | 2",
                "/      | 3",
                "/x~1y  | 4",
                "/m~0n  | 5",
                "/~01   | 6",
                "/0/1   | 7",
                "/n     | null",
                "/b     | null",
                "/a/2   | null",
                "/a/-   | null",
                "/a/00  | null",
                "/a/b   | null",
                "/a/0/b | null",
                "/a/    | null",
                "/a/9999999999 | null"
            })
    void shouldFindWhatStandsThere(String pointer, String value) {
        assertThat(String.valueOf(JsonPointer.of(pointer).in(DOCUMENT))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"''"})
    void shouldTakeTheWholeDocument(String pointer) {
        assertThat(JsonPointer.of(pointer).in(DOCUMENT)).isSameAs(DOCUMENT);
    }
}
