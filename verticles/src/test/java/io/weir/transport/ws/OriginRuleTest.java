package io.weir.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginRuleTest {

    @Test
    void shouldAllowOnlyTheServersOwnOriginByDefault() {
        // Given
        OriginRule rule = new OriginRule(List.of());

        // Then
        assertThat(rule.allows("http://localhost:8080", "localhost:8080")).isTrue();
        assertThat(rule.allows("https://Example.COM", "example.com")).isTrue();
        assertThat(rule.allows("http://localhost:3000", "localhost:8080")).isFalse();
        assertThat(rule.allows("http://elsewhere.example", "localhost:8080")).isFalse();
        assertThat(rule.allows("http://localhost:8080.elsewhere.example", "localhost:8080"))
                .isFalse();
        assertThat(rule.allows("null", "localhost:8080")).isFalse();
        assertThat(rule.allows("not an origin", "localhost:8080")).isFalse();
    }

    @Test
    void shouldAllowWhatIsListedBesidesItsOwn() {
        // Given
        OriginRule rule = new OriginRule(List.of("https://app.example"));

        // Then
        assertThat(rule.allows("https://app.example", "localhost:8080")).isTrue();
        assertThat(rule.allows("http://localhost:8080", "localhost:8080")).isTrue();
        assertThat(rule.allows("http://app.example", "localhost:8080")).isFalse();
        assertThat(rule.allows("https://app.example.evil.example", "localhost:8080"))
                .isFalse();
    }

    @Test
    void shouldAllowAllWithAStar() {
        // Given
        OriginRule rule = new OriginRule(List.of("*"));

        // Then
        assertThat(rule.allows("https://elsewhere.example", "localhost:8080")).isTrue();
        assertThat(rule.allows("null", "localhost:8080")).isTrue();
    }

    @Test
    void shouldAllowClientsThatAreNoBrowsers() {
        // Given
        OriginRule rule = new OriginRule(List.of());

        // Then
        assertThat(rule.allows(null, "localhost:8080")).isTrue();
    }
}
