package io.weir.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.config.LoggingConfig;
import io.weir.config.LoggingConfig.Format;
import io.weir.config.LoggingConfig.Level;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Isolated("changes the process's logging and standard streams")
class LogSetupTest {

    private static final Logger OURS = LoggerFactory.getLogger("io.weir.trigger.Trigger");
    private static final Logger THEIRS = LoggerFactory.getLogger("io.netty.Thing");

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() throws JoranException {
        System.setOut(realOut);
        System.setErr(realErr);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void shouldWriteLinesForPeople() {
        // Given
        LogSetup.apply(new LoggingConfig(Level.INFO, Format.TEXT));

        // When
        OURS.atWarn().addKeyValue(LogKey.TOPIC, "a.b").log("topic did not open");

        // Then
        assertThat(lines(out))
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z WARN  Trigger topic did not open topic=\"a\\.b\"");
    }

    @Test
    void shouldWriteObjectsForCollectors() throws JsonProcessingException {
        // Given
        LogSetup.apply(new LoggingConfig(Level.INFO, Format.JSON));

        // When
        OURS.atError()
                .addKeyValue(LogKey.TOPIC, "a\"b")
                .setCause(new IllegalStateException("why"))
                .log("it {}", "broke");

        // Then
        assertThat(lines(out)).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines(out).get(0));
        assertThat(line.path("level").asText()).isEqualTo("ERROR");
        assertThat(line.path("loggerName").asText()).isEqualTo("io.weir.trigger.Trigger");
        assertThat(line.path("formattedMessage").asText()).isEqualTo("it broke");
        assertThat(line.path("kvpList").path(0).path("topic").asText()).isEqualTo("a\"b");
        assertThat(line.path("throwable").path("message").asText()).isEqualTo("why");
        assertThat(line.path("timestamp").isNumber()).isTrue();
    }

    @Test
    void shouldNotLetAMessageForgeALine() {
        // Given
        LogSetup.apply(LoggingConfig.DEFAULT);

        // When
        OURS.info("one\r\ntwo");
        OURS.atInfo().addKeyValue(LogKey.TOPIC, "three\nfour").log("x");

        // Then
        assertThat(lines(out)).hasSize(2);
        assertThat(lines(out).get(0)).contains("one two");
        assertThat(lines(out).get(1)).contains("three four");
    }

    @Test
    void shouldKeepLibrariesOutOfDebugging() {
        // Given
        LogSetup.apply(new LoggingConfig(Level.TRACE, Format.TEXT));

        // When
        OURS.trace("ours");
        THEIRS.debug("theirs");
        THEIRS.info("theirs too");

        // Then
        assertThat(lines(out)).hasSize(2).noneMatch(line -> line.endsWith("theirs "));
    }

    @Test
    void shouldHoldBackWhatIsLessSevere() {
        // Given
        LogSetup.apply(new LoggingConfig(Level.ERROR, Format.TEXT));

        // When
        OURS.warn("ours");
        THEIRS.warn("theirs");
        OURS.error("broken");

        // Then
        assertThat(lines(out)).singleElement().asString().contains("broken");
    }

    @Test
    void shouldKeepTheAnswerOfACommandClean() {
        // Given
        LogSetup.quiet();

        // When
        OURS.info("nothing");
        THEIRS.warn("something");

        // Then
        assertThat(lines(out)).isEmpty();
        assertThat(lines(err)).singleElement().asString().contains("something");
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
