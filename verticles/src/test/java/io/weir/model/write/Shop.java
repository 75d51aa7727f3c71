package io.weir.model.write;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.graph.model.Reference;
import io.weir.graph.model.References;
import io.weir.graph.model.StateMachine;
import io.weir.graph.model.StateMachine.Move;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Models with a column of every type, a reference, its inverse, a list of pairs and a state machine. */
final class Shop {

    static final Model CUSTOMER = new Model(
            "Customer",
            "customer",
            "customers",
            List.of(column("name", ColumnType.STRING, true, true)),
            List.of(),
            List.of(new References("orders", "Order", Optional.of("customer"))),
            List.of());

    static final Model ITEM = new Model("Item", "item", "items", List.of(), List.of(), List.of(), List.of());

    static final Model ORDER = new Model(
            "Order",
            "order",
            "orders",
            List.of(
                    new Column("state", ColumnType.ENUM, "State", false, true, false, Optional.of("PLACED")),
                    column("number", ColumnType.INT, false, true),
                    new Column("note", ColumnType.STRING, "String", false, true, false, Optional.of("none")),
                    column("total", ColumnType.DECIMAL, false, false),
                    column("weight", ColumnType.FLOAT, false, false),
                    column("gift", ColumnType.BOOLEAN, false, false),
                    column("due", ColumnType.DATE_TIME, false, false),
                    column("day", ColumnType.DATE, false, false),
                    column("meta", ColumnType.JSON, false, false),
                    list("tags", ColumnType.STRING),
                    list("prices", ColumnType.DECIMAL),
                    list("extras", ColumnType.JSON)),
            List.of(new Reference("customer", "Customer", false, false)),
            List.of(new References("items", "Item", Optional.empty())),
            List.of(new StateMachine(
                    "state",
                    "PLACED",
                    Set.of(
                            new Move("PLACED", "CHARGED"),
                            new Move("PLACED", "ABORTED"),
                            new Move("CHARGED", "SHIPPED")),
                    List.of())));

    private static final String SDL = "type Query { state: State } enum State { PLACED CHARGED ABORTED SHIPPED }";

    static final Models MODELS = new Models(
            Map.of("Customer", CUSTOMER, "Item", ITEM, "Order", ORDER),
            Optional.of(new SchemaGenerator()
                    .makeExecutableSchema(new SchemaParser().parse(SDL), RuntimeWiring.MOCKED_WIRING)));

    private Shop() {}

    private static Column column(String field, ColumnType type, boolean required, boolean unique) {
        return new Column(field, type, type.name(), false, required, unique, Optional.empty());
    }

    private static Column list(String field, ColumnType type) {
        return new Column(field, type, type.name(), true, false, false, Optional.empty());
    }
}
