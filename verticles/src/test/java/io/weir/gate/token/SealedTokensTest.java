package io.weir.gate.token;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.weir.bus.EventCursor;
import io.weir.bus.SystemTarget;
import io.weir.bus.TokenSealed;
import io.weir.config.TokensConfig;
import io.weir.flow.ManualTiming;
import io.weir.store.StoreException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as clients see them: what opens, what does not, and what they are told. */
class SealedTokensTest {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration ROTATION = Duration.ofHours(24);
    private static final SystemTarget TARGET = new SystemTarget.Applied("search", "a-1", "Order:7", 3);
    private static final SystemTarget OTHER = new SystemTarget.Handled("reader", 1, 200);
    private static final String NOT_OURS =
            "the consistency token was not made here, or has expired, or was changed on its way: read without it";

    private final FakeKeys keys = new FakeKeys();
    private final ManualTiming time = new ManualTiming();
    private final SealedTokens tokens = node(keys);

    @Test
    void shouldOpenWhatAnotherNodeSealed() {
        // given
        String text = await(tokens.seal(List.of(TARGET, OTHER), EventCursor.at(1, 300)));

        // when
        Tokens.Opened opened = await(node(keys).open(List.of(text)));

        // then
        assertThat(opened.targets()).containsExactly(TARGET, OTHER);
        assertThat(opened.log()).isEqualTo(EventCursor.at(1, 300));
        assertThat(text).matches("cz1\\.[A-Za-z0-9_-]+");
    }

    @Test
    void shouldSayNothingTwiceTheSameWay() {
        assertThat(await(tokens.seal(List.of(TARGET), null))).isNotEqualTo(await(tokens.seal(List.of(TARGET), null)));
    }

    @Test
    void shouldStandForNothingWhereNothingIsToBeSaid() {
        assertThat(await(tokens.seal(List.of(), null))).isEqualTo(TokenSealed.NOTHING);
        assertThat(await(tokens.open(List.of(TokenSealed.NOTHING))).targets()).isEmpty();
        assertThat(await(tokens.open(List.of())).targets()).isEmpty();
        assertThat(keys.questions).isZero();
    }

    @Test
    void shouldStandForAllThatAreSent() {
        // given
        String first = await(tokens.seal(List.of(TARGET), null));
        String second = await(tokens.seal(List.of(OTHER), EventCursor.at(1, 300)));

        // when
        Tokens.Opened opened = await(tokens.open(List.of(first, TokenSealed.NOTHING, second, first)));

        // then
        assertThat(opened.targets()).containsExactly(TARGET, OTHER);
        assertThat(opened.log()).isEqualTo(EventCursor.at(1, 300));
    }

    @Test
    void shouldRefuseMoreTokensThanOneRequestNeeds() {
        // given
        String text = await(tokens.seal(List.of(TARGET), null));

        // when, then
        assertThat(await(tokens.open(Collections.nCopies(8, text))).targets()).containsExactly(TARGET);
        assertRefused(Collections.nCopies(9, text), "the request has 9 consistency tokens, and may have 8");
    }

    @Test
    void shouldExpire() {
        // given
        String text = await(tokens.seal(List.of(TARGET), null));

        // when
        time.pass(LIFETIME);
        Tokens.Opened atTheEnd = await(tokens.open(List.of(text)));
        time.pass(Duration.ofMillis(1));

        // then
        assertThat(atTheEnd.targets()).containsExactly(TARGET);
        assertRefused(List.of(text), "has expired: tokens are good for 600 seconds");
    }

    @Test
    void shouldRefuseATokenOfAnotherStoreAsIfItWereForged() {
        // given a key of the same number
        String foreign = await(node(new FakeKeys()).seal(List.of(TARGET), null));
        await(tokens.seal(List.of(TARGET), null));

        // when, then
        assertRefused(List.of(foreign), NOT_OURS);
        assertRefused(List.of(withKey(foreign, 2)), NOT_OURS);
        time.pass(Duration.ofSeconds(1));
        assertRefused(List.of(withKey(foreign, -1)), NOT_OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "cz0 ",
                "cz0.",
                "cz1",
                "cz1.",
                "cz1.AAAA",
                "cz2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "cz1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
                "cz1.+/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Größe",
            })
    void shouldRefuseWhatIsNoToken(String text) {
        assertRefused(List.of(text), "this is no consistency token: send one as it came, whole and unchanged");
        assertThat(keys.questions).isZero();
    }

    @Test
    void shouldRefuseATextThatIsTooLongUnread() {
        assertRefused(List.of("cz1." + "A".repeat(4093)), "a consistency token has 4096 characters at most");
        assertThat(keys.questions).isZero();
    }

    @Test
    void shouldRefuseEveryChangeOfAToken() {
        // given
        String text = await(tokens.seal(List.of(TARGET, OTHER), EventCursor.at(1, 300)));
        Random random = new Random(6);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        for (int i = 0; i < 3_000; i++) {
            // when, but for the key's number, which costs a question to the store
            StringBuilder changed = new StringBuilder(text);
            int at = 10 + random.nextInt(text.length() - 10);
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                case 1 -> changed.setLength(at);
                default -> changed.insert(at, letters.charAt(random.nextInt(letters.length())));
            }
            if (changed.toString().equals(text)) {
                continue;
            }

            // then
            assertThatThrownBy(() -> await(tokens.open(List.of(changed.toString()))))
                    .as(changed.toString())
                    .isInstanceOf(RefusedTokenException.class)
                    .hasMessageMatching("the consistency token was not made here.*|this is no consistency token.*");
        }
    }

    @Test
    void shouldLeaveNothingOutToMakeItFit() {
        // given
        List<SystemTarget> many = IntStream.range(0, 300)
                .<SystemTarget>mapToObj(i -> new SystemTarget.Applied("search", "action-" + i, null, 0))
                .toList();

        // when, then
        assertThatThrownBy(() -> await(tokens.seal(many, null)))
                .isInstanceOf(RefusedTokenException.class)
                .hasMessageContaining("cannot hold the 300 things");
        assertThat(await(tokens.seal(many.subList(0, 200), null))).hasSizeLessThanOrEqualTo(4096);
    }

    @Test
    void shouldSurviveRotationInBothDirections() {
        // given a node that has not heard of the new key, and one that makes it
        String old = await(tokens.seal(List.of(TARGET), null));
        keys.pass(ROTATION);
        SealedTokens restarted = node(keys);
        String fresh = await(restarted.seal(List.of(OTHER), null));

        // when, then each opens what the other sealed
        assertThat(List.of(keyOf(old), keyOf(fresh))).containsExactly(1, 2);
        assertThat(await(tokens.open(List.of(old, fresh))).targets()).containsExactly(TARGET, OTHER);
        assertThat(await(restarted.open(List.of(fresh, old))).targets()).containsExactly(OTHER, TARGET);
    }

    @Test
    void shouldSealWithANewKeyOnceTheOldOneIsDue() {
        // given
        await(tokens.seal(List.of(TARGET), null));
        keys.pass(ROTATION);
        time.pass(ROTATION);

        // when
        String first = await(tokens.seal(List.of(TARGET), null));
        String second = await(tokens.seal(List.of(TARGET), null));

        // then the first need not wait for it
        assertThat(List.of(keyOf(first), keyOf(second))).containsExactly(1, 2);
    }

    @Test
    void shouldGoOnWithTheKeysItKnowsWhileTheStoreIsAway() {
        // given
        await(tokens.seal(List.of(TARGET), null));
        keys.away = true;

        // when the key is due, and then due for too long
        time.pass(ROTATION.multipliedBy(2).minus(LIFETIME));
        String later = await(tokens.seal(List.of(OTHER), null));
        time.pass(LIFETIME);
        Tokens.Opened opened = await(tokens.open(List.of(later)));
        time.pass(Duration.ofMillis(1));

        // then
        assertThat(opened.targets()).containsExactly(OTHER);
        assertThatThrownBy(() -> await(tokens.seal(List.of(TARGET), null))).isInstanceOf(StoreException.class);
    }

    @Test
    void shouldNotSayThatATokenIsForgedWhileNobodyKnows() {
        // given
        String text = await(tokens.seal(List.of(TARGET), null));
        keys.away = true;

        // when, then
        assertThatThrownBy(() -> await(node(keys).open(List.of(text)))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> await(node(keys).seal(List.of(TARGET), null))).isInstanceOf(StoreException.class);
    }

    @Test
    void shouldAskTheStoreOnceASecondHoweverManyKeysAreForged() {
        // given
        String text = await(tokens.seal(List.of(TARGET), null));
        int before = keys.questions;

        // when
        List<Future<Tokens.Opened>> forged = IntStream.range(2, 500)
                .mapToObj(id -> tokens.open(List.of(withKey(text, id))))
                .toList();
        int atOnce = keys.questions - before;
        time.pass(Duration.ofSeconds(1));

        // then who came too soon shares the next one
        assertThat(atOnce).isEqualTo(1);
        assertThat(keys.questions - before).isEqualTo(2);
        assertThat(forged).allSatisfy(refused -> assertThat(refused.cause()).isInstanceOf(RefusedTokenException.class));
    }

    private SealedTokens node(FakeKeys store) {
        return new SealedTokens(time, store, new TokensConfig(LIFETIME, ROTATION), new SecureRandom());
    }

    private void assertRefused(List<String> texts, String reason) {
        assertThatThrownBy(() -> await(tokens.open(texts)))
                .isInstanceOf(RefusedTokenException.class)
                .hasMessageContaining(reason);
    }

    private static String withKey(String text, int id) {
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(4));
        ByteBuffer.wrap(bytes).putInt(id);
        return "cz1." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static int keyOf(String text) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(4))).getInt();
    }
}
