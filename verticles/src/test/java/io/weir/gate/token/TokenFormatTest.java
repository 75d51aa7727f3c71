package io.weir.gate.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bus.EventCursor;
import io.weir.bus.SystemTarget;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenFormatTest {

    private static final String ACTION = "0190b5a8-7c3e-7f00-8000-00000000abcd";

    private static final Token TOKEN = new Token(
            List.of(
                    new SystemTarget.Applied("search", ACTION, "Order:größe", 12),
                    new SystemTarget.Applied("search", ACTION.toUpperCase(), null, Long.MIN_VALUE),
                    new SystemTarget.Applied("search", null, "Order:8", Long.MAX_VALUE),
                    new SystemTarget.Answered("page", List.of("7", "", "x")),
                    new SystemTarget.Replayed("replica", -3, Integer.MAX_VALUE, 1L << 40),
                    new SystemTarget.Handled("reader", Long.MIN_VALUE, 1L << 33)),
            EventCursor.at(-9, 1L << 35),
            Instant.ofEpochMilli(1_900_000_000_123L));

    @Test
    void shouldReadWhatItWrote() {
        assertThat(TokenFormat.read(TokenFormat.write(TOKEN))).isEqualTo(TOKEN);
        Token behindId = new Token(List.of(), EventCursor.behind("e-7"), Instant.EPOCH);
        assertThat(TokenFormat.read(TokenFormat.write(behindId))).isEqualTo(behindId);
        assertThat(TokenFormat.read(TokenFormat.write(Token.EMPTY))).isEqualTo(Token.EMPTY);
    }

    @Test
    void shouldNotTakeManyBytes() {
        // given
        List<SystemTarget> targets = IntStream.range(0, 10)
                .<SystemTarget>mapToObj(i -> new SystemTarget.Applied("search", ACTION, "Order:" + i, i))
                .toList();

        // when
        byte[] bytes = TokenFormat.write(new Token(targets, null, Instant.now()));

        // then each costs little more than its id and its key
        assertThat(bytes).hasSizeLessThan(20 + 10 * (16 + 7 + 5));
    }

    @Test
    void shouldRefuseEveryPartOfIt() {
        byte[] whole = TokenFormat.write(TOKEN);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> TokenFormat.read(part)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> TokenFormat.read(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadAnythingOrRefuseIt() {
        // given
        Random random = new Random(6);
        byte[] whole = TokenFormat.write(TOKEN);

        for (int i = 0; i < 20_000; i++) {
            // when
            byte[] changed = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }

            // then it neither runs out of memory nor fails otherwise
            try {
                assertThat(TokenFormat.read(changed)).isNotNull();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }
}
