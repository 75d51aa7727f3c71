package io.weir.model.write;

import static io.weir.model.write.Shop.CUSTOMER;
import static io.weir.model.write.Shop.ITEM;
import static io.weir.model.write.Shop.ORDER;
import static io.weir.model.write.WritesFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.error.ErrorCode;
import io.weir.model.ModelException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, in which words, and that nothing comes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedWritesTest {

    private WritesFixture shop;
    private List<Map<String, Object>> before;

    @BeforeAll
    void start() {
        shop = new WritesFixture();
        shop.create(CUSTOMER, Map.of("id", "c", "name", "Ada"));
        shop.create(CUSTOMER, Map.of("id", "d", "name", "Bob"));
        shop.create(ORDER, Map.of("id", "o", "number", 7, "customer", "c"));
    }

    @AfterAll
    void stop() {
        shop.close();
    }

    @BeforeEach
    void remember() {
        before = shop.events();
    }

    @AfterEach
    void shouldHaveWrittenNoEvent() {
        assertThat(shop.events()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAMoveThatIsNotDeclared() {
        // when
        ModelException refused = refused(update("o", Map.of("state", "SHIPPED", "note", "x")));

        // then
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_TRANSITION);
        assertThat(refused).hasMessage("state cannot go from PLACED to SHIPPED");
        assertThat(refused.details())
                .isEqualTo(Map.of(
                        "field", "state", "from", "PLACED", "to", "SHIPPED", "allowed", List.of("ABORTED", "CHARGED")));
    }

    @Test
    void shouldRefuseANewRowInAnotherState() {
        // when
        ModelException refused = refused(create(Map.of("state", "CHARGED")));

        // then
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_TRANSITION);
        assertThat(refused.details())
                .isEqualTo(Map.of("field", "state", "to", "CHARGED", "allowed", List.of("PLACED")));
    }

    @Test
    void shouldRefuseAStaleVersionBeforeAnythingElse() {
        // when
        ModelException refused = refused(shop.writes.update(ORDER, "o", Map.of("state", "SHIPPED"), 9, 0));

        // then
        assertThat(refused.code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
        assertThat(refused.details()).isEqualTo(Map.of("expectedVersion", 9, "version", 1));
    }

    @Test
    void shouldRefuseWhatAnotherRowHas() {
        // when
        ModelException name = refused(shop.writes.update(CUSTOMER, "d", Map.of("name", "Ada"), null, 0));
        ModelException number = refused(create(Map.of("number", 7)));
        ModelException id = refused(create(Map.of("id", "o")));

        // then
        assertThat(List.of(name, number, id)).extracting(ModelException::code).containsOnly(ErrorCode.NOT_UNIQUE);
        assertThat(Stream.of(name, number, id).map(ModelException::details))
                .containsExactly(Map.of("field", "name"), Map.of("field", "number"), Map.of("field", "id"));
    }

    @Test
    void shouldRefuseReferencesToNothing() {
        // given
        shop.create(ITEM, Map.of("id", "i"));
        before = shop.events();

        // when
        ModelException one = refused(update("o", Map.of("customer", "x) (y")));
        ModelException many = refused(update("o", Map.of("items", List.of("i", "none"))));
        ModelException created = refused(create(Map.of("items", List.of("none", "i"))));

        // then
        assertThat(List.of(one, many, created))
                .extracting(ModelException::code)
                .containsOnly(ErrorCode.UNKNOWN_REFERENCE);
        assertThat(one.details()).isEqualTo(Map.of("field", "customer", "id", "x) (y"));
        assertThat(many.details()).isEqualTo(Map.of("field", "items", "id", "none"));
        assertThat(created.details()).isEqualTo(Map.of("field", "items", "id", "none"));
        assertThat(shop.store.database().query("select 1 from weir_model.\"Order.items\""))
                .isEmpty();
    }

    @Test
    void shouldKeepRowsThatOthersReferTo() {
        // when
        ModelException refused = refused(shop.writes.delete(CUSTOMER, "c", 0));

        // then
        assertThat(refused.code()).isEqualTo(ErrorCode.STILL_REFERENCED);
        assertThat(refused).hasMessage("Order.customer still refers to this Customer");
        assertThat(refused.details()).isEqualTo(Map.of("by", "Order.customer"));
    }

    static List<Map<String, Object>> bad() {
        return List.of(
                Map.of("note", "a\0b"),
                Map.of("note", "\ud800"),
                Map.of("note", "x".repeat((1 << 20) + 1)),
                Collections.singletonMap("note", null),
                Collections.singletonMap("state", null),
                Map.of("number", 3_000_000_000L),
                Map.of("weight", "1e400"),
                Map.of("total", "1e2000"),
                Map.of("due", "+12026-01-01T00:00:00Z"),
                Map.of("day", "yesterday"),
                Map.of("meta", Map.of("a\0", 1)),
                Map.of("tags", Collections.singletonList(null)),
                Map.of("customer", ""),
                Map.of("items", List.of("")),
                Map.of("state", "NONE_OF_THEM"),
                Map.of("version", 7),
                Map.of("nothing", 7));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void shouldRefuseWhatNoColumnHolds(Map<String, Object> input) {
        // when
        ModelException updated = refused(update("o", input));
        ModelException created = refused(create(input));

        // then
        assertThat(updated.code()).isIn(ErrorCode.BAD_USER_INPUT, ErrorCode.INVALID_TRANSITION);
        assertThat(created.code()).isIn(ErrorCode.BAD_USER_INPUT, ErrorCode.INVALID_TRANSITION);
        assertThat(updated.getMessage()).contains(input.keySet()).doesNotContain("violates", "invalid input");
    }

    @Test
    void shouldRefuseIdsThatAreNone() {
        // when
        List<Future<?>> changes = List.of(
                create(Map.of("id", "")),
                create(Map.of("id", "\u20ac".repeat(67))),
                update("a\0", Map.of()),
                shop.writes.delete(ORDER, "x".repeat(201), 0),
                shop.writes.create(CUSTOMER, Map.of("name", "n".repeat(2_001)), 0),
                shop.writes.create(CUSTOMER, new HashMap<>(), 0));

        // then
        assertThat(changes).extracting(WritesFixture::code).containsOnly(ErrorCode.BAD_USER_INPUT);
    }

    private Future<?> create(Map<String, Object> input) {
        return shop.writes.create(ORDER, input, 0);
    }

    private Future<?> update(String id, Map<String, Object> input) {
        return shop.writes.update(ORDER, id, input, null, 0);
    }
}
