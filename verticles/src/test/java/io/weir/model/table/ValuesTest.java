package io.weir.model.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.ErrorCode;
import io.weir.graph.model.ColumnType;
import io.weir.model.ModelException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {

    static List<Arguments> taken() {
        return List.of(
                Arguments.of(ColumnType.ID, BigInteger.TEN, "10"),
                Arguments.of(ColumnType.STRING, "a\nb😀", "a\nb😀"),
                Arguments.of(ColumnType.INT, -3, "-3"),
                Arguments.of(ColumnType.FLOAT, new BigDecimal("1e3"), "1000.0"),
                Arguments.of(ColumnType.BOOLEAN, true, "true"),
                Arguments.of(ColumnType.DECIMAL, "1E+2", "100"),
                Arguments.of(ColumnType.DECIMAL, "12.50", "12.50"),
                Arguments.of(ColumnType.DATE_TIME, "2026-11-22T10:15:30+02:00", "2026-11-22T08:15:30.000000Z"),
                Arguments.of(ColumnType.DATE_TIME, "2026-11-22T10:15:30.1234567Z", "2026-11-22T10:15:30.123456Z"),
                Arguments.of(ColumnType.DATE, "2024-02-29", "2024-02-29"),
                Arguments.of(ColumnType.JSON, Map.of("a", List.of(1)), "{\"a\":[1]}"));
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of(ColumnType.STRING, "a\0b"),
                Arguments.of(ColumnType.STRING, "\ud800"),
                Arguments.of(ColumnType.STRING, "x".repeat((1 << 20) + 1)),
                Arguments.of(ColumnType.INT, new BigDecimal("2147483648")),
                Arguments.of(ColumnType.FLOAT, new BigDecimal("1e400")),
                Arguments.of(ColumnType.FLOAT, "NaN"),
                Arguments.of(ColumnType.BOOLEAN, "yes"),
                Arguments.of(ColumnType.DECIMAL, "NaN"),
                Arguments.of(ColumnType.DECIMAL, "1e1000000000"),
                Arguments.of(ColumnType.DATE_TIME, "2026-11-22"),
                Arguments.of(ColumnType.DATE_TIME, "0001-01-01T00:00:00+01:00"),
                Arguments.of(ColumnType.DATE_TIME, "+12026-11-22T00:00:00Z"),
                Arguments.of(ColumnType.DATE, "2026-02-29"),
                Arguments.of(ColumnType.JSON, Map.of("a", List.of("\0"))),
                Arguments.of(ColumnType.JSON, Map.of("a\0", 1)),
                Arguments.of(ColumnType.JSON, new BigDecimal("1e100000000")));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void shouldWriteValuesAsTheStoreTakesThem(ColumnType type, Object value, String text) {
        assertThat(Values.text("field", type, value)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseWhatTheStoreWouldNotTake(ColumnType type, Object value) {
        assertThatThrownBy(() -> Values.text("field", type, value))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_USER_INPUT))
                .hasMessageStartingWith("\"field\"");
    }
}
