package io.weir.model.read;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.ErrorCode;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.model.ModelException;
import io.weir.model.TestRows;
import io.weir.model.Warehouse;
import io.weir.store.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages in PostgreSQL, and the same rows ordered in memory. */
class PageTest {

    private static final PageRequest.Part ALL = new PageRequest.Part(true, true, true);
    private static final List<String> ORDERED = List.of(
            "id",
            "createdAt",
            "updatedAt",
            "version",
            "name",
            "note",
            "kind",
            "whole",
            "real",
            "flag",
            "price",
            "sold",
            "day");

    private static StoreFixture fixture;
    private static TestRows tables;
    private static Reads reads;
    private static RandomRows rows;

    @BeforeAll
    static void start() {
        fixture = new StoreFixture();
        rows = new RandomRows(new Random(8), 60);
        tables = TestRows.create(fixture.database(), Warehouse.MODELS);
        rows.insert(tables);
        reads = new Reads(Warehouse.MODELS, fixture.store());
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldWalkThroughEveryOrderForwardAndBackward(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            // given
            List<Map<String, Object>> orderBy = orderBy(random);
            List<Object> expected = rows.items.stream()
                    .sorted(comparator(orderBy))
                    .map(row -> row.get(Model.ID))
                    .toList();

            // when
            List<Object> forward = walk(orderBy, "first", 7);
            List<Object> backward = walk(orderBy, "last", 7);

            // then
            assertThat(forward).as("%s", orderBy).isEqualTo(expected);
            Collections.reverse(backward);
            assertThat(backward).as("%s", orderBy).isEqualTo(expected);
        }
    }

    private static List<Map<String, Object>> orderBy(Random random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> Map.<String, Object>of(
                        "field",
                        ORDERED.get(random.nextInt(ORDERED.size())),
                        "direction",
                        random.nextBoolean() ? "ASC" : "DESC"))
                .toList();
    }

    /** As the documentation says it: null is the greatest, the id last in the direction of the field before. */
    private static Comparator<Map<String, Object>> comparator(List<Map<String, Object>> orderBy) {
        Comparator<Map<String, Object>> comparator = (one, other) -> 0;
        boolean descending = false;
        boolean id = false;
        for (Map<String, Object> key : orderBy) {
            String field = (String) key.get("field");
            boolean down = key.get("direction").equals("DESC");
            comparator = comparator.thenComparing(down ? by(field).reversed() : by(field));
            descending = id ? descending : down;
            id |= field.equals(Model.ID);
        }
        return comparator.thenComparing(descending ? by(Model.ID).reversed() : by(Model.ID));
    }

    private static Comparator<Map<String, Object>> by(String field) {
        ColumnType type = Fields.column(Warehouse.ITEM, field).orElseThrow().type();
        Comparator<Object> values = (one, other) -> FilterOracle.compare(type, one, other);
        return Comparator.comparing(row -> row.get(field), Comparator.nullsLast(values));
    }

    /** The ids of all pages, each in the direction of the walk; what each page says of its neighbours is true. */
    private static List<Object> walk(List<Map<String, Object>> orderBy, String argument, int size) {
        List<Object> walked = new ArrayList<>();
        boolean forward = argument.equals("first");
        String cursor = null;
        while (true) {
            Map<String, Object> arguments = new HashMap<>(Map.of("orderBy", orderBy, argument, size));
            arguments.put(forward ? "after" : "before", cursor);
            Page page = page(arguments);
            List<Map<String, Object>> found = new ArrayList<>(page.rows());
            if (!forward) {
                Collections.reverse(found);
            }
            assertThat(forward ? page.hasPrevious() : page.hasNext()).isEqualTo(cursor != null);
            found.forEach(row -> walked.add(row.get(Model.ID)));
            if (!(forward ? page.hasNext() : page.hasPrevious())) {
                assertThat(page.total()).isEqualTo(walked.size());
                return walked;
            }
            cursor = page.cursor(found.get(found.size() - 1));
        }
    }

    @Test
    void shouldNeitherSkipNorRepeatWhatStaysWhileOthersComeAndGo() {
        // given
        StoreFixture own = fixture;
        List<Map<String, Object>> byNote = List.of(Map.of("field", "note", "direction", "DESC"));
        Random random = new Random(3);
        List<Object> stay = rows.items.stream().map(row -> row.get(Model.ID)).toList();

        for (String argument : List.of("first", "last")) {
            // when
            List<Object> seen = new ArrayList<>();
            String cursor = null;
            boolean more = true;
            for (int step = 0; more; step++) {
                insert("new" + argument + step, RandomRows.TEXTS.get(random.nextInt(RandomRows.TEXTS.size())));
                own.database()
                        .update("delete from weir_model.\"Item\" where id = 'new%s%d'".formatted(argument, step - 2));
                Map<String, Object> arguments = new HashMap<>(Map.of("orderBy", byNote, argument, 5));
                arguments.put(argument.equals("first") ? "after" : "before", cursor);
                Page page = page(arguments);
                page.rows().forEach(row -> seen.add(row.get(Model.ID)));
                more = argument.equals("first") ? page.hasNext() : page.hasPrevious();
                cursor = page.rows().isEmpty()
                        ? cursor
                        : page.cursor(page.rows()
                                .get(argument.equals("first") ? page.rows().size() - 1 : 0));
            }

            // then
            assertThat(seen).doesNotHaveDuplicates().containsAll(stay);
            own.database().update("delete from weir_model.\"Item\" where id like 'new%'");
        }
    }

    private static void insert(String id, String note) {
        Map<String, Object> row = new HashMap<>(rows.items.get(0));
        row.put("id", id);
        row.put("note", note);
        row.put("owner", null);
        tables.insert(Warehouse.ITEM, row);
    }

    @Test
    void shouldKnowWhatStandsAroundARangeBetweenTwoCursors() {
        // given
        Page all = page(Map.of("first", 10));
        String third = all.cursor(all.rows().get(2));
        String sixth = all.cursor(all.rows().get(5));

        // when
        Page between = page(Map.of("after", third, "before", sixth));
        Page lastOfThem = page(Map.of("after", third, "before", sixth, "last", 1));

        // then
        assertThat(between.rows()).isEqualTo(all.rows().subList(3, 5));
        assertThat(between.hasPrevious()).isTrue();
        assertThat(between.hasNext()).isTrue();
        assertThat(lastOfThem.rows()).isEqualTo(all.rows().subList(4, 5));
        assertThat(all.hasPrevious()).isFalse();
        assertThat(page(Map.of("first", 0)).hasNext()).isTrue();
    }

    @Test
    void shouldRefuseWhatIsNoPlaceInThisOrder() {
        Page page = page(Map.of("first", 1));
        String cursor = page.cursor(page.rows().get(0));
        List<Map<String, Object>> byName = List.of(Map.of("field", "name", "direction", "ASC"));
        refused(Map.of("after", cursor, "orderBy", byName));
        refused(Map.of("after", "garbage"));
        refused(Map.of("before", ""));
        refused(Map.of("after", cursor.substring(0, cursor.length() - 3)));
        refused(Map.of(
                "after", Base64.getUrlEncoder().encodeToString("[\"Item:id\",null]".getBytes(StandardCharsets.UTF_8))));
        refused(Map.of("first", 1001));
        refused(Map.of("last", -1));
        refused(Map.of("first", 1, "last", 1));
    }

    private static void refused(Map<String, Object> arguments) {
        assertThatThrownBy(() -> page(arguments))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }

    private static Page page(Map<String, Object> arguments) {
        return await(reads.page(PageRequest.of(Warehouse.ITEM, arguments, ALL)));
    }
}
