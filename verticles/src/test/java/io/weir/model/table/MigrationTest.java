package io.weir.model.table;

import static io.weir.model.table.Schemas.after;
import static io.weir.model.table.Schemas.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.graph.model.Models;
import io.weir.store.UnfitStoreException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From tables of a version before, with rows, to those of the next, on a real PostgreSQL. */
class MigrationTest {

    private static final String ORDER = "weir_model.\"Order\"";

    private final TableFixture tables = new TableFixture();

    /** What there is at first, besides what a test changes. */
    private static Schemas.Draft order() {
        return model("Order")
                .with("number String!", "note String")
                .with("state State!")
                .to("customer Customer");
    }

    private static Schemas.Draft customer() {
        return model("Customer").with("name String!");
    }

    private static Models before() {
        return Schemas.of("PLACED PAID", order().initially("total Float!", 0), customer());
    }

    @BeforeEach
    void fill() {
        tables.migrate(before());
        tables.database.update("insert into weir_model.\"Customer\" values ('c1', now(), now(), 1, 'Ann')");
        tables.database.update(
                "insert into " + ORDER + " (id, \"createdAt\", \"updatedAt\", version, number, state, customer, total)"
                        + " values ('o1', now(), now(), 1, 'n', 'PLACED', 'c1', 1), ('o2', now(), now(), 1, 'n', 'PAID', null, 2.6)");
    }

    static Stream<Arguments> additions() {
        Schemas.Draft total = order().initially("total Float!", 0);
        return Stream.of(
                Arguments.of("add Item", Schemas.of("PLACED PAID", total, customer(), model("Item"))),
                Arguments.of(
                        "add Order.gift",
                        Schemas.of(
                                "PLACED PAID",
                                order().initially("total Float!", 0).with("gift Boolean"),
                                customer())),
                Arguments.of(
                        "add Order.gift",
                        Schemas.of(
                                "PLACED PAID",
                                order().initially("total Float!", 0).initially("gift Boolean!", false),
                                customer())),
                Arguments.of(
                        "add Order.next",
                        Schemas.of(
                                "PLACED PAID",
                                order().initially("total Float!", 0).to("next Order"),
                                customer())),
                Arguments.of(
                        "add Order.friends",
                        Schemas.of(
                                "PLACED PAID",
                                order().initially("total Float!", 0).many("friends", "Customer"),
                                customer())),
                Arguments.of("add State.LOST", Schemas.of("PLACED PAID LOST", total, customer())),
                Arguments.of(
                        "default Order.total",
                        Schemas.of("PLACED PAID", order().initially("total Float!", 7), customer())),
                Arguments.of(
                        "default Order.total", Schemas.of("PLACED PAID", order().with("total Float!"), customer())),
                Arguments.of(
                        "loosen Order.total",
                        Schemas.of("PLACED PAID", order().initially("total Float", 0), customer())),
                Arguments.of(
                        "loosen Order.state",
                        Schemas.of(
                                "A",
                                model("Order")
                                        .with("number String!", "note String", "state String!")
                                        .initially("total Float!", 0)
                                        .to("customer Customer"),
                                customer())),
                Arguments.of(
                        "add Order.email",
                        Schemas.of(
                                "PLACED PAID",
                                order().initially("total Float!", 0).with("email String unique"),
                                customer())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("additions")
    void shouldMakeAdditionsByItself(String words, Models next) {
        // when
        List<Step> steps = tables.plan(next).steps();
        tables.migrate(next);

        // then
        assertThat(steps).extracting(Step::kind).containsOnly(Step.Kind.SAFE);
        assertThat(steps).extracting(Step::words).contains(words);
        assertThat(tables.steps(next)).isEmpty();
        assertOldNodesWriteOn();
        assertThat(tables.database.query("select id from " + ORDER)).contains("o1", "o2");
    }

    static Stream<Arguments> graveChanges() {
        return Stream.of(
                grave(
                        "change Order.total Float -> Int",
                        order().initially("total Int!", 0),
                        "select string_agg(total::text, ' ' order by id) from " + ORDER,
                        "1 3"),
                grave(
                        "change Order.total Float -> String",
                        order().with("total String!"),
                        "select string_agg(total, ' ' order by id) from " + ORDER,
                        "1 2.6"),
                grave(
                        "change Order.total Float -> [Decimal]",
                        order().with("total [Decimal]!"),
                        "select string_agg(total::text, ' ' order by id) from " + ORDER,
                        "{1} {2.6}"),
                grave(
                        "change Order.total Float -> JSON",
                        order().with("total JSON!"),
                        "select string_agg(total::text, ' ' order by id) from " + ORDER,
                        "1 2.6"));
    }

    private static Arguments grave(String words, Schemas.Draft order, String query, String expected) {
        return Arguments.of(words, Schemas.of("PLACED PAID", order, customer()), query, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graveChanges")
    void shouldChangeTypesOnlyWhenAllowed(String words, Models next, String query, String expected) {
        // when
        assertRefused(next, words);
        tables.migrate(next, words);

        // then
        assertThat(tables.steps(next)).isEmpty();
        assertThat(tables.database.queryOne(query)).isEqualTo(expected);
    }

    @Test
    void shouldRequireOnlyWhenAllowed() {
        // given
        Models next = Schemas.of(
                "PLACED PAID",
                model("Order")
                        .with("number String!", "state State!")
                        .initially("note String!", "none")
                        .initially("total Float!", 0)
                        .to("customer Customer"),
                customer());

        // when
        assertRefused(next, "require Order.note");
        tables.migrate(next, "require Order.note");

        // then
        assertThat(tables.database.query("select note from " + ORDER)).containsOnly("none");
        assertThat(tables.steps(next)).isEmpty();
    }

    @Test
    void shouldChangeNothingWhereRowsDoNotFit() {
        // given
        Models next = Schemas.of(
                "PLACED",
                model("Order")
                        .with("number String! unique", "note String", "state State!", "gift Boolean", "size Int!")
                        .initially("total Float!", 0)
                        .to("customer Customer!"),
                customer());
        String[] words = {"unique Order.number", "require Order.customer", "require Order.size", "remove State.PAID"};
        assertRefused(next, words);
        List<String> before = tables.steps(next);

        // when / then
        assertThatThrownBy(() -> new ModelTables(next, Set.of(words)).run(tables.source))
                .isInstanceOf(UnfitStoreException.class)
                .hasMessageStartingWith(
                        "the tables of the models were not changed: \"require Order.size\" failed: 23502");
        assertThat(tables.steps(next)).isEqualTo(before);

        // when
        tables.database.update("delete from " + ORDER);
        tables.migrate(next, words);

        // then
        assertThat(tables.steps(next)).isEmpty();
    }

    @Test
    void shouldKeepWhatNoModelHasAnyMoreUntilToldOtherwise() {
        // given
        Models next = Schemas.of("PLACED PAID", model("Order").with("note String"));

        // when
        tables.migrate(next);

        // then
        assertThat(tables.steps(next))
                .containsExactlyInAnyOrder(
                        "KEPT drop Customer",
                        "KEPT drop Order.number",
                        "KEPT drop Order.state",
                        "KEPT drop Order.customer",
                        "KEPT drop Order.total");
        tables.database.update("insert into " + ORDER + " (id, \"createdAt\", \"updatedAt\", version)"
                + " values ('o3', now(), now(), 1)");
        tables.database.update("delete from weir_model.\"Customer\"");
        assertThat(tables.database.query("select number from " + ORDER + " where id < 'o3'"))
                .containsOnly("n");

        // when it comes back
        Models back = Schemas.of("PLACED PAID", model("Order").with("number String", "note String"));
        tables.migrate(back);

        // then
        assertThat(tables.database.query("select number from " + ORDER + " order by id"))
                .containsExactly("n", "n", null);
        assertThat(tables.steps(back)).doesNotContain("KEPT drop Order.number");
    }

    @Test
    void shouldDropOnlyWhenAllowed() {
        // given
        Models timed = Schemas.of(
                "PLACED PAID ABORTED",
                order().initially("total Float!", 0)
                        .machine("state", "PLACED", after(Duration.ofMinutes(1), "PLACED", "ABORTED"))
                        .many("friends", "Customer"),
                customer());
        tables.migrate(timed);
        Models next = Schemas.of(
                "PLACED PAID",
                model("Order").with("number String!", "note String").initially("total Float!", 0));

        // when
        tables.migrate(next, "drop Customer", "drop Order.state", "drop Order.customer", "drop Order.friends");

        // then
        assertThat(tables.steps(next)).isEmpty();
        assertThat(tables.database.query("select relname from pg_class where relnamespace = 'weir_model'::regnamespace"
                        + " and relkind = 'r'"))
                .containsExactly("Order");
        assertThat(tables.database.query(
                        "select attname from pg_attribute where attrelid = 'weir_model.\"Order\"'::regclass"
                                + " and attnum > 0 and not attisdropped"))
                .containsExactlyInAnyOrder("id", "createdAt", "updatedAt", "version", "number", "note", "total");
        assertThat(tables.database.query("select proname from pg_proc where pronamespace = 'weir_model'::regnamespace"))
                .isEmpty();
        assertThat(tables.database.query("select id from " + ORDER)).hasSize(2);
    }

    @Test
    void shouldKnowAReferenceFromAText() {
        // given
        Models text = Schemas.of(
                "PLACED PAID",
                model("Order")
                        .with("number String!", "note String", "customer String", "state State!")
                        .initially("total Float!", 0),
                customer());

        // when
        tables.migrate(text);

        // then
        assertThat(tables.steps(text)).isEmpty();
        assertRefused(before(), "change Order.customer String -> Customer");
        tables.migrate(before(), "change Order.customer String -> Customer");
        assertThat(tables.steps(before())).isEmpty();
        Models other = Schemas.of(
                "PLACED PAID",
                model("Order")
                        .with("number String!", "note String", "state State!")
                        .initially("total Float!", 0)
                        .to("customer Order"),
                customer());
        assertRefused(other, "change Order.customer Customer -> Order");
    }

    @Test
    void shouldTimeStatesFromThenOn() {
        // given
        Models timed = Schemas.of(
                "PLACED PAID",
                order().initially("total Float!", 0)
                        .machine("state", "PLACED", after(Duration.ofMinutes(1), "PLACED", "PAID")),
                customer());
        Models more = Schemas.of(
                "PLACED PAID",
                order().initially("total Float!", 0)
                        .machine(
                                "state",
                                "PLACED",
                                after(Duration.ofMinutes(1), "PLACED", "PAID"),
                                after(Duration.ofMinutes(1), "PAID", "PLACED")),
                customer());

        // when
        tables.migrate(timed);
        tables.migrate(more);

        // then
        assertThat(tables.steps(more)).isEmpty();
        assertThat(tables.database.queryOne(
                        "select indexdef from pg_indexes where indexname = 'Order.state.since.index'"))
                .contains("'PAID'", "'PLACED'");
        tables.migrate(before());
        assertThat(tables.steps(before())).isEmpty();
        tables.migrate(more);
        assertThat(tables.steps(more)).isEmpty();
    }

    @Test
    void shouldLeaveWhatOperatorsMade() {
        // when
        tables.database.update("create index mine on " + ORDER + " (note)");
        tables.database.update("create unique index on " + ORDER + " (lower(note), id)");
        tables.database.update("alter table " + ORDER + " add constraint positive check (total >= 0)");

        // then
        assertThat(tables.steps(before())).isEmpty();
    }

    @Test
    void shouldMakeAnIndexAgainThatWasNotFinished() {
        // given
        tables.database.update("update pg_index set indisvalid = false"
                + " where indexrelid = 'weir_model.\"Order.customer.index\"'::regclass");

        // when
        assertThat(tables.steps(before())).containsExactly("SAFE index Order.customer");
        tables.migrate(before());

        // then
        assertThat(tables.steps(before())).isEmpty();
    }

    @Test
    void shouldLetNodesStartAtOnce() throws Exception {
        // given
        Models next = Schemas.of(
                "PLACED PAID LOST",
                order().initially("total Float!", 0).with("a Int", "b [String]").many("friends", "Customer"),
                customer(),
                model("Item").to("order Order!"));

        // when
        CompletableFuture<?>[] nodes = Stream.generate(() -> CompletableFuture.runAsync(() -> tables.migrate(next)))
                .limit(6)
                .toArray(CompletableFuture[]::new);

        // then
        CompletableFuture.allOf(nodes).get(60, TimeUnit.SECONDS);
        assertThat(tables.steps(next)).isEmpty();
    }

    @Test
    void shouldFitNamesThatTheStoreWouldCut() {
        // given
        String field = "f".repeat(60);
        String name = "M".repeat(40);
        Models long1 = Schemas.of(
                "A B",
                model(name)
                        .with(field + "1 String unique", field + "2 String unique", field + "3 State!")
                        .machine(field + "3", "A", after(Duration.ofMinutes(1), "A", "B"))
                        .many(field + "4", name)
                        .to(field + "5 " + name));

        // when
        tables.migrate(long1, "drop Order", "drop Customer");

        // then
        assertThat(tables.steps(long1)).isEmpty();
    }

    /** A node of the version before makes a row, and changes one. */
    private void assertOldNodesWriteOn() {
        tables.database.update(
                "insert into " + ORDER + " (id, \"createdAt\", \"updatedAt\", version, number, state, total)"
                        + " values ('o9', now(), now(), 1, 'n9', 'PLACED', 5)");
        tables.database.update("update " + ORDER + " set state = 'PAID', version = 2 where id = 'o9'");
    }

    private void assertRefused(Models next, String... words) {
        List<String> before = tables.steps(next);
        assertThatThrownBy(() -> new ModelTables(next, Set.of()).run(tables.source))
                .isInstanceOf(UnfitStoreException.class)
                .satisfies(refused -> assertThat(refused.getMessage().lines()).hasSize(words.length))
                .hasMessageContainingAll(
                        Stream.of(words).map(each -> '"' + each + '"').toArray(String[]::new));
        assertThat(tables.steps(next)).isEqualTo(before);
    }
}
