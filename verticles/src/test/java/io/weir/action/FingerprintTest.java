package io.weir.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void shouldNotDependOnHowArgumentsAreWritten() {
        assertThat(of("create", "{\"a\":1,\"b\":{\"c\":[1.50],\"d\":null}}"))
                .isEqualTo(of("create", "{\"b\":{\"d\":null,\"c\":[1.5]},\"a\":1.0}"));
        assertThat(of("create", "{}").length()).isEqualTo(32);
    }

    @Test
    void shouldTellDifferentArgumentsApart() {
        assertThat(of("create", "{\"a\":1}"))
                .isNotEqualTo(of("create", "{\"a\":\"1\"}"))
                .isNotEqualTo(of("create", "{\"a\":2}"))
                .isNotEqualTo(of("other", "{\"a\":1}"));
        assertThat(of("create", "{\"a\":[1,2]}")).isNotEqualTo(of("create", "{\"a\":[2,1]}"));
        assertThat(of("create", "{\"a\":null}")).isNotEqualTo(of("create", "{}"));
    }

    @SuppressWarnings("unchecked")
    private static Buffer of(String field, String arguments) {
        return Fingerprint.of(field, (Map<String, Object>) Json.parse(arguments));
    }
}
