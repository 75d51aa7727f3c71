package io.weir.model.write;

import static io.weir.model.write.Shop.CUSTOMER;
import static io.weir.model.write.Shop.ITEM;
import static io.weir.model.write.Shop.ORDER;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.error.ErrorCode;
import io.weir.model.ModelException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many writers at one row: whatever they saw when they began, what they write follows from the row as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RivalWritesTest {

    private static final int WRITERS = 20;
    private static final int CHANGES = 40;

    private WritesFixture shop;

    @BeforeAll
    void start() {
        shop = new WritesFixture();
    }

    @AfterAll
    void stop() {
        shop.close();
    }

    @Test
    void shouldChainTheImagesOfARowThatManyChange() {
        // given
        Map<String, Object> first = shop.create(ORDER, Map.of("id", "chain", "number", 0));

        // when
        all(writer -> repeat(
                CHANGES,
                turn -> shop.writes.update(
                        ORDER, "chain", Map.of("number", writer * CHANGES + turn, "note", "by " + writer), null, 0)));

        // then
        List<Map<String, Object>> events = eventsOf("chain");
        assertThat(events).hasSize(1 + WRITERS * CHANGES);
        assertChained(first, events);
        assertThat(shop.update(ORDER, "chain", Map.of()))
                .isEqualTo(events.get(events.size() - 1).get("after"));
    }

    @Test
    void shouldLetOneOfThoseWinWhoExpectTheSameVersion() {
        // given
        shop.create(ORDER, Map.of("id", "versioned"));

        // when
        List<ErrorCode> refused = new ArrayList<>();
        for (int version = 1; version <= CHANGES; version++) {
            int expected = version;
            List<Future<?>> changes = all(writer ->
                    shop.writes.update(ORDER, "versioned", Map.of("note", expected + " by " + writer), expected, 0));
            refused.addAll(refusals(changes));
        }

        // then
        assertThat(refused).hasSize(CHANGES * (WRITERS - 1)).containsOnly(ErrorCode.VERSION_CONFLICT);
        assertThat(eventsOf("versioned")).hasSize(1 + CHANGES);
    }

    @Test
    void shouldLetOneOfTwoMovesWin() {
        for (int round = 0; round < CHANGES; round++) {
            // given
            String id = "moved " + round;
            shop.create(ORDER, Map.of("id", id));

            // when
            List<Future<?>> moves = all(writer ->
                    shop.writes.update(ORDER, id, Map.of("state", writer % 2 == 0 ? "CHARGED" : "ABORTED"), null, 0));

            // then
            List<Map<String, Object>> events = eventsOf(id);
            assertThat(events).hasSize(2);
            Object state = image(events.get(1), "after").get("state");
            assertThat(refusals(moves)).hasSize(WRITERS / 2).containsOnly(ErrorCode.INVALID_TRANSITION);
            assertThat(refusedDetails(moves))
                    .containsOnly(Map.of(
                            "field",
                            "state",
                            "from",
                            state,
                            "to",
                            state.equals("CHARGED") ? "ABORTED" : "CHARGED",
                            "allowed",
                            state.equals("CHARGED") ? List.of("SHIPPED") : List.of()));
        }
    }

    @Test
    void shouldKeepOneListOfPairsWhoeverWritesIt() {
        // given
        List<String> ids = IntStream.range(0, 6).mapToObj(n -> "item " + n).toList();
        ids.forEach(id -> shop.create(ITEM, Map.of("id", id)));
        shop.create(ORDER, Map.of("id", "listed"));

        // when
        all(writer -> repeat(
                CHANGES,
                turn -> shop.writes.update(
                        ORDER, "listed", Map.of("items", ids.subList(0, 1 + (writer + turn) % ids.size())), null, 0)));

        // then
        List<String> pairs = shop.store
                .database()
                .query("select target from weir_model.\"Order.items\" where owner = 'listed' order by place");
        assertThat(pairs).isNotEmpty().isEqualTo(ids.subList(0, pairs.size()));
        int events = eventsOf("listed").size();
        assertThat(shop.update(ORDER, "listed", Map.of("items", pairs))).containsEntry("version", events);
        assertThat(eventsOf("listed")).hasSize(events);
    }

    @Test
    void shouldGoOnAfterDeadlocks() {
        // given
        shop.create(CUSTOMER, Map.of("id", "x", "name", "x"));
        shop.create(CUSTOMER, Map.of("id", "y", "name", "y"));

        // when
        List<Future<?>> changes = all(writer -> repeat(
                CHANGES,
                turn -> turn % 4 == 3
                        ? shop.writes.update(
                                CUSTOMER, writer % 2 == 0 ? "x" : "y", Map.of("name", writer + "." + turn), null, 0)
                        : shop.writes.create(
                                ORDER,
                                Map.of("customer", (writer + turn) % 2 == 0 ? "x" : "y", "id", writer + "." + turn),
                                0)));

        // then
        assertThat(refusals(changes)).isEmpty();
    }

    /** Random changes of a few rows, made, changed and deleted by many. */
    @Test
    void shouldSayInEventsAllThatHappened() {
        // given
        long seed = new Random().nextLong();

        // when
        all(writer -> {
            Random random = new Random(seed + writer);
            return repeat(CHANGES * 3, turn -> randomChange(random).otherwiseEmpty());
        });

        // then
        Map<String, Map<String, Object>> replayed = new HashMap<>();
        for (Map<String, Object> event : shop.events()) {
            String id = (String) event.get("id");
            if (id.startsWith("random")) {
                assertThat(event.get("before")).as("seed %d", seed).isEqualTo(replayed.get(id));
                replayed.put(id, image(event, "after"));
                assertThat(event.get("changed")).isEqualTo(changed(event));
            }
        }
        replayed.values().removeIf(Objects::isNull);
        Map<String, Map<String, Object>> rows = new HashMap<>();
        for (int n = 0; n < 5; n++) {
            Map<String, Object> row = shop.update(ORDER, "random " + n, Map.of());
            if (row != null) {
                rows.put("random " + n, row);
            }
        }
        assertThat(rows).as("seed %d", seed).isEqualTo(replayed);
    }

    private Future<?> randomChange(Random random) {
        String id = "random " + random.nextInt(5);
        Map<String, Object> input = new HashMap<>();
        input.put("note", "" + random.nextInt(3));
        input.put("total", random.nextBoolean() ? null : "" + random.nextInt(3));
        if (random.nextBoolean()) {
            input.put(
                    "state", List.of("PLACED", "CHARGED", "SHIPPED", "ABORTED").get(random.nextInt(4)));
        }
        return switch (random.nextInt(6)) {
            case 0 -> shop.writes.create(ORDER, Map.of("id", id), 0);
            case 1 -> shop.writes.delete(ORDER, id, 0);
            default -> shop.writes.update(ORDER, id, input, random.nextInt(4) == 0 ? random.nextInt(4) : null, 0);
        };
    }

    private static List<String> changed(Map<String, Object> event) {
        Map<String, Object> before = image(event, "before");
        Map<String, Object> after = image(event, "after");
        if (before == null || after == null) {
            return List.of();
        }
        return List.of("state", "note", "total").stream()
                .filter(field -> !Objects.equals(before.get(field), after.get(field)))
                .toList();
    }

    private static void assertChained(Map<String, Object> first, List<Map<String, Object>> events) {
        Object before = first;
        for (int i = 1; i < events.size(); i++) {
            Map<String, Object> event = events.get(i);
            assertThat(event.get("before")).isEqualTo(before);
            assertThat(event).containsEntry("version", i + 1);
            assertThat((String) image(event, "after").get("updatedAt"))
                    .isGreaterThanOrEqualTo((String) image(event, "before").get("updatedAt"));
            before = event.get("after");
        }
    }

    private List<Map<String, Object>> eventsOf(String id) {
        return shop.events().stream()
                .filter(event -> event.get("id").equals(id))
                .toList();
    }

    @SuppressWarnings("unchecked") // images are objects
    private static Map<String, Object> image(Map<String, Object> event, String side) {
        return (Map<String, Object>) event.get(side);
    }

    /** What every writer does, at once; waits until all have ended. */
    private static List<Future<?>> all(IntFunction<Future<?>> writer) {
        List<Future<?>> all = new ArrayList<>();
        IntStream.range(0, WRITERS).forEach(n -> all.add(writer.apply(n)));
        await(Future.join(all).otherwiseEmpty());
        return all;
    }

    private static Future<?> repeat(int times, IntFunction<Future<?>> change) {
        Future<?> last = Future.succeededFuture();
        for (int n = 0; n < times; n++) {
            int turn = n;
            last = last.compose(before -> change.apply(turn));
        }
        return last;
    }

    private static List<ErrorCode> refusals(Collection<Future<?>> changes) {
        return changes.stream()
                .filter(Future::failed)
                .map(change -> ((ModelException) change.cause()).code())
                .toList();
    }

    private static List<Map<String, Object>> refusedDetails(Collection<Future<?>> changes) {
        return changes.stream()
                .filter(Future::failed)
                .map(change -> ((ModelException) change.cause()).details())
                .toList();
    }
}
