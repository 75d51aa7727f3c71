package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookFolderTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadThemInTheOrderOfTheirNumbers() throws IOException {
        // Given
        write("10-star.created.json", "{\"action\": \"created\", \"big\": 12345678901234567890}");
        write("02-push.json", "{}");
        write("NOTICE.md", "no webhook");

        // When
        List<Webhook> webhooks = WebhookFolder.read(folder);

        // Then
        assertThat(webhooks).extracting(Webhook::event).containsExactly("push", "star");
        assertThat(webhooks.get(1).representation().encode())
                .isEqualTo(
                        "{\"__typename\":\"StarEvent\",\"event\":\"star\",\"action\":\"created\",\"big\":12345678901234567890}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            star.json    | {}   | is not named NN-EVENT.ACTION.json
            01-star.json | {    | is not JSON
            01-star.json | []   | is not a JSON object
            """)
    void shouldNameTheFileThatIsNoWebhook(String name, String content, String complaint) throws IOException {
        // Given
        write(name, content);

        // Then
        assertThatIOException()
                .isThrownBy(() -> WebhookFolder.read(folder))
                .withMessageContainingAll(folder.resolve(name).toString(), complaint);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }
}
