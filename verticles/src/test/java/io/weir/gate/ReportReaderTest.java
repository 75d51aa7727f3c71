package io.weir.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report may say, and what whoever sends another is told. */
class ReportReaderTest {

    private static final UUID ACTION = UUID.fromString("019aa000-0000-7000-8000-00000000000a");

    @Test
    void shouldReadOneReport() {
        assertThat(read("{'system': 'search', 'key': 'Order:7', 'version': 12, 'note': {}}"))
                .containsExactly(new Report.OfKey("search", "Order:7", 12));
    }

    @Test
    void shouldReadAListOfAllForms() {
        // given
        String id = ResumeIds.write(
                5, List.of(StreamId.of("a", "default", "t"), StreamId.of("b", "default", "u")), new long[] {90, 70});

        // when
        List<Report> reports = read("""
                [{'system': 'search', 'actionId': '019AA000-0000-7000-8000-00000000000A'},
                 {'system': 'search', 'key': 'Order:7', 'version': '9223372036854775807'},
                 {'system': 'model', 'eventId': '%s'}]
                """.formatted(id));

        // then
        assertThat(reports)
                .containsExactly(
                        new Report.OfAction("search", ACTION),
                        new Report.OfKey("search", "Order:7", Long.MAX_VALUE),
                        new Report.OfLog("model", 5, 70));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                             | the report is no JSON
            7                                                             | the report is no JSON object
            [{'system': 's', 'key': 'a', 'version': 1}, 'x']              | report 2 is no JSON object
            {'key': 'a', 'version': 1}                                    | has no "system"
            {'system': 's'}                                               | not exactly one of
            {'system': 's', 'key': 'a', 'version': 1, 'eventId': 'w1.x'}  | not exactly one of
            {'system': 's', 'actionId': 'x'}                              | "actionId" that is none
            {'system': 's', 'actionId': 7}                                | "actionId" that is none
            {'system': 's', 'key': '', 'version': 1}                      | "key" that is no text
            {'system': 's', 'key': 'a\\u0000', 'version': 1}              | "key" that is no text
            {'system': 's', 'key': 7, 'version': 1}                       | "key" that is no text
            {'system': 's', 'key': 'a'}                                   | no "version" that is a whole number
            {'system': 's', 'key': 'a', 'version': -1}                    | no "version" that is a whole number
            {'system': 's', 'key': 'a', 'version': 1.5}                   | no "version" that is a whole number
            {'system': 's', 'key': 'a', 'version': 9223372036854775808}   | no "version" that is a whole number
            {'system': 's', 'key': 'a', 'version': true}                  | no "version" that is a whole number
            {'system': 's', 'eventId': 'w1.AAAA'}                         | "eventId" that is none
            {'system': 's', 'eventId': '17'}                              | "eventId" that is none
            """)
    void shouldSayWhatIsWrong(String json, String words) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(RefusedReportException.class)
                .hasMessageContaining(words);
    }

    @Test
    void shouldRefuseTooManyAndTooLong() {
        String report = "{'system': 's', 'key': 'a', 'version': 1}";
        assertThat(read(Collections.nCopies(1_000, report).toString())).hasSize(1_000);
        assertThatThrownBy(() -> read(Collections.nCopies(1_001, report).toString()))
                .hasMessageContaining("send up to 1000");
        assertThatThrownBy(() -> read(report.replace("'a'", "'" + "a".repeat(501) + "'")))
                .hasMessageContaining("1 to 500 characters");
        assertThatThrownBy(() -> read(report.replace("'s'", "'" + "a".repeat(65) + "'")))
                .hasMessageContaining("has no \"system\"");
    }

    private static List<Report> read(String json) {
        return ReportReader.read(Buffer.buffer(json.replace('\'', '"')));
    }
}
