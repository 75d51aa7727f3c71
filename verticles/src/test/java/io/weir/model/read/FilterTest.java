package io.weir.model.read;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.ErrorCode;
import io.weir.graph.model.Model;
import io.weir.model.ModelException;
import io.weir.model.TestRows;
import io.weir.model.Warehouse;
import io.weir.store.StoreFixture;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters in PostgreSQL, and the same in memory. */
class FilterTest {

    private static final PageRequest.Part ALL = new PageRequest.Part(true, true, false);

    private static StoreFixture fixture;
    private static Reads reads;
    private static RandomRows rows;

    @BeforeAll
    static void start() {
        fixture = new StoreFixture();
        rows = new RandomRows(new Random(7), 120);
        rows.insert(TestRows.create(fixture.database(), Warehouse.MODELS));
        reads = new Reads(Warehouse.MODELS, fixture.store());
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldFindWhatAnOracleFinds(long seed) {
        Random random = new Random(seed);
        RandomFilters filters = new RandomFilters(random, rows);
        for (int i = 0; i < 250; i++) {
            // given
            Map<String, Object> filter = filters.filter(Warehouse.ITEM, 4);
            List<Object> expected = rows.items.stream()
                    .filter(item -> FilterOracle.holds(Warehouse.ITEM, item, filter))
                    .map(item -> item.get(Model.ID))
                    .sorted()
                    .toList();

            // when
            Page page = page(filter);

            // then
            assertThat(ids(page)).as("%s", filter).isEqualTo(expected);
            assertThat(page.total()).as("%s", filter).isEqualTo(expected.size());
        }
    }

    @Test
    void shouldGiveImagesOfWhatIsStored() {
        Page page = page(Map.of());
        for (Map<String, Object> image : page.rows()) {
            Map<String, Object> row = rows.items.stream()
                    .filter(item -> item.get(Model.ID).equals(image.get(Model.ID)))
                    .findFirst()
                    .orElseThrow();
            assertThat(image.get("name")).isEqualTo(row.get("name"));
            assertThat(image.get("tags")).isEqualTo(row.get("tags"));
            assertThat(image.get("sold")).isEqualTo(row.get("sold"));
            assertThat(image.get("price")).isEqualTo(row.get("price"));
            assertThat(image.get("extra")).isEqualTo(row.get("extra"));
        }
    }

    @Test
    void shouldRefuseFiltersThatAreTooDeepOrTooLong() {
        Map<String, Object> deep = Map.of();
        for (int i = 0; i < 11; i++) {
            deep = Map.of("NOT", deep);
        }
        refused(deep);
        refused(Map.of("AND", Collections.nCopies(201, Map.of("name", Map.of("eq", "a")))));
        refused(Map.of("AND", Collections.nCopies(201, Map.of())));
        refused(Map.of("name", Map.of("in", Collections.nCopies(1001, "a"))));
        refused(Map.of("name", Map.of("contains", "a\0b")));
        refused(Map.of("sold", Map.of("lt", "yesterday")));
    }

    private static void refused(Map<String, Object> filter) {
        assertThatThrownBy(() -> page(filter))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }

    private static Page page(Map<String, Object> filter) {
        return await(reads.page(PageRequest.of(Warehouse.ITEM, Map.of("filter", filter, "first", 1000), ALL)));
    }

    private static List<Object> ids(Page page) {
        return page.rows().stream().map(row -> row.get(Model.ID)).collect(Collectors.toList());
    }
}
