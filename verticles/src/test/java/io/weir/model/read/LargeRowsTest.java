package io.weir.model.read;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.weir.error.ErrorCode;
import io.weir.model.ModelException;
import io.weir.model.TestRows;
import io.weir.model.Warehouse;
import io.weir.store.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of a mebibyte each: a client must not fill the memory of a node with a few of them. */
class LargeRowsTest {

    private static final PageRequest.Part ROWS = new PageRequest.Part(true, false, false);

    private static StoreFixture fixture;
    private static Reads reads;

    @BeforeAll
    static void start() {
        fixture = new StoreFixture();
        TestRows.create(fixture.database(), Warehouse.MODELS);
        fixture.database().update("""
                insert into weir_model."Person" (id, "createdAt", "updatedAt", version, name, nick)
                select 'p' || n, now(), now(), 1, 'n', repeat('x', 1 << 20) from generate_series(1, 40) n""");
        fixture.database().update("""
                insert into weir_model."Item" (id, "createdAt", "updatedAt", version, name, note, owner)
                select 'i' || n, now(), now(), 1, 'n', repeat('x', 1 << 20), 'p' || n % 2 from generate_series(1, 40) n""");
        reads = new Reads(Warehouse.MODELS, fixture.store());
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void shouldRefuseMoreThanOneAnswerMayHold() {
        refused(page(1000));
        refused(reads.rows(Warehouse.PERSON, ids(40)));
        refused(owned("p0", "p1"));
    }

    @Test
    void shouldGiveWhatFits() {
        assertThat(await(page(20)).rows()).hasSize(20);
        assertThat(await(reads.rows(Warehouse.PERSON, ids(20)))).hasSize(20);
        assertThat(await(owned("p1")).get("p1")).hasSize(20);
    }

    private static List<String> ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> "p" + n).toList();
    }

    private static Future<Page> page(int size) {
        return reads.page(PageRequest.of(Warehouse.PERSON, Map.of("first", size), ROWS));
    }

    private static Future<Map<String, List<Map<String, Object>>>> owned(String... owners) {
        ListRequest request =
                ListRequest.of(Warehouse.PERSON, Warehouse.PERSON.lists().get(0), Map.of("first", 1000));
        return reads.lists(request, List.of(owners));
    }

    private static void refused(Future<?> answer) {
        assertThatThrownBy(() -> await(answer))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.QUERY_TOO_COMPLEX));
    }
}
