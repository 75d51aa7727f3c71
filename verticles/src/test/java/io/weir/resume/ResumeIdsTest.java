package io.weir.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.EventCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeIdsTest {

    private static final List<StreamId> DROIDS = List.of(StreamId.of("droidEvents", "default", "droids"));
    private static final List<StreamId> BOTH =
            List.of(StreamId.of("a", "droidEvents", "default", "droids"), StreamId.of("b", "jedi", "default", "jedi"));

    @Test
    void shouldReadWhatItWrote() {
        // Given
        Random random = new Random(4);
        for (int round = 0; round < 1000; round++) {
            List<StreamId> roots = new ArrayList<>();
            List<EventCursor> cursors = new ArrayList<>();
            long store = random.nextLong();
            long[] positions = random.longs(1 + random.nextInt(16), 0, Long.MAX_VALUE)
                    .map(position -> position >> random.nextInt(63))
                    .toArray();
            for (long position : positions) {
                roots.add(new StreamId(random.nextInt()));
                cursors.add(EventCursor.at(store, position));
            }

            // When
            String text = ResumeIds.write(store, roots, positions);

            // Then
            assertThat(text).matches("w1\\.[A-Za-z0-9_-]+").hasSizeLessThan(300);
            assertThat(ResumeIds.read(text, roots, random.nextBoolean())).contains(cursors);
        }
    }

    @Test
    void shouldRefuseWhatDiffersInOneCharacter() {
        String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.+/ \u0000é";
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            String text = ResumeIds.write(random.nextLong(), BOTH, new long[] {random.nextInt(1000), 7});
            for (int at = 0; at < text.length(); at++) {
                String without = text.substring(0, at) + text.substring(at + 1);
                assertThat(ResumeIds.read(without, BOTH, false)).as(without).isEmpty();
                for (char other : characters.toCharArray()) {
                    String inserted = text.substring(0, at) + other + text.substring(at);
                    assertThat(ResumeIds.read(inserted, BOTH, false))
                            .as(inserted)
                            .isEmpty();
                    String changed = text.substring(0, at) + other + text.substring(at + 1);
                    assertThat(ResumeIds.read(changed, BOTH, false).isPresent())
                            .as(changed)
                            .isEqualTo(changed.equals(text));
                }
            }
        }
    }

    @Test
    void shouldTakeAnyGarbageForNoId() {
        Random random = new Random(6);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder garbage = new StringBuilder(random.nextBoolean() ? "w1." : "");
            random.ints(random.nextInt(80), 0, random.nextBoolean() ? 128 : 65_536)
                    .forEach(c -> garbage.append((char) c));
            assertThat(ResumeIds.read(garbage.toString(), DROIDS, false)).isEmpty();
        }
    }

    @Test
    void shouldRefuseTheIdOfAnotherStream() {
        // Given
        String id = ResumeIds.write(1, DROIDS, new long[] {5});

        // Then
        assertThat(ResumeIds.read(id, List.of(StreamId.of("jediEvents", "default", "droids")), false))
                .isEmpty();
        assertThat(ResumeIds.read(id, List.of(StreamId.of("droidEvents", "other", "droids")), false))
                .isEmpty();
        assertThat(ResumeIds.read(id, List.of(StreamId.of("droidEvents", "default", "jedi")), true))
                .isEmpty();
        assertThat(ResumeIds.read(id, BOTH, false)).isEmpty();
        assertThat(ResumeIds.read(ResumeIds.write(1, BOTH, new long[] {5, 6}), DROIDS, false))
                .isEmpty();
        assertThat(ResumeIds.read(
                        ResumeIds.write(1, BOTH, new long[] {5, 6}), List.of(BOTH.get(1), BOTH.get(0)), false))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "-17", "order-5", "w1.5", "w1.", "ä b", "\u0000", "w1.AAAA"})
    void shouldTakeAnythingElseForAnOwnIdWhereEventsHaveThem(String text) {
        assertThat(ResumeIds.read(text, DROIDS, true)).contains(List.of(EventCursor.behind(text)));
        assertThat(ResumeIds.read(text, DROIDS, false)).isEmpty();
        assertThat(ResumeIds.read(text, BOTH, true)).isEmpty();
    }

    @Test
    void shouldReadAnIdOfOursWhereEventsHaveTheirOwn() {
        String id = ResumeIds.write(1, DROIDS, new long[] {5});
        assertThat(ResumeIds.read(id, DROIDS, true)).contains(List.of(EventCursor.at(1, 5)));
    }

    @Test
    void shouldRefuseWhatIsEmptyTooLongOrBeforeTheFirst() {
        String longest = "1".repeat(ResumeIds.MAX_LENGTH);
        assertThat(ResumeIds.read(longest, DROIDS, true)).isPresent();
        assertThat(ResumeIds.read(longest + "1", DROIDS, true)).isEmpty();
        assertThat(ResumeIds.read("", DROIDS, true)).isEmpty();
        assertThat(ResumeIds.read(ResumeIds.write(1, DROIDS, new long[] {-1}), DROIDS, true))
                .isEqualTo(Optional.empty());
    }

    @Test
    void shouldNameAStreamAlikeInAllVersions() {
        assertThat(ResumeIds.write(0x0102030405060708L, DROIDS, new long[] {9}))
                .isEqualTo("w1.AQIDBAUGBwglOr9WAAAAAAAAAAmt28NC");
    }

    @Test
    void shouldSayUpToWhereAStreamIsHandled() {
        // Given
        String both = ResumeIds.write(5, BOTH, new long[] {90, 70});

        // Then
        assertThat(ResumeIds.handled(both)).contains(EventCursor.at(5, 70));
        assertThat(ResumeIds.handled(both.substring(0, both.length() - 1))).isEmpty();
        assertThat(ResumeIds.handled("17")).isEmpty();
        assertThat(ResumeIds.handled("")).isEmpty();
        assertThat(ResumeIds.handled(ResumeIds.write(5, List.of(), new long[0])))
                .isEmpty();
    }
}
