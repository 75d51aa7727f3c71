package io.weir.model.write;

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

/** Models with a column of every type, a reference, its inverse, a list of pairs and a state machine; and their tables. */
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
                    Set.of(new Move("PLACED", "CHARGED"), new Move("PLACED", "ABORTED"), new Move("CHARGED", "SHIPPED")),
                    List.of())));

    static final Models MODELS =
            new Models(Map.of("Customer", CUSTOMER, "Item", ITEM, "Order", ORDER), Optional.empty());

    private static final String COMMON = """
            "createdAt" timestamptz not null, "updatedAt" timestamptz not null, "version" integer not null""";

    static final String TABLES = """
            create table weir_model."Customer" (
              "id" text collate "C" not null, %1$s, "name" text not null,
              constraint "Customer.id" primary key ("id"));
            create unique index "Customer.name" on weir_model."Customer" ("name");
            create table weir_model."Item" ("id" text collate "C" not null, %1$s, constraint "Item.id" primary key ("id"));
            create table weir_model."Order" (
              "id" text collate "C" not null, %1$s,
              "state" text not null default 'PLACED', "number" integer, "note" text not null default 'none',
              "total" numeric, "weight" double precision, "gift" boolean, "due" timestamptz, "day" date, "meta" jsonb,
              "tags" text[], "prices" numeric[], "extras" jsonb[], "customer" text collate "C",
              constraint "Order.id" primary key ("id"),
              constraint "Order.state" check ("state" in ('PLACED', 'CHARGED', 'ABORTED', 'SHIPPED')),
              constraint "Order.customer" foreign key ("customer") references weir_model."Customer");
            create unique index "Order.number" on weir_model."Order" ("number");
            create index "Order.customer" on weir_model."Order" ("customer");
            create table weir_model."Order.items" (
              owner text collate "C" not null, target text collate "C" not null, place integer not null,
              constraint "Order.items.id" primary key (owner, target),
              constraint "Order.items.owner" foreign key (owner) references weir_model."Order" on delete cascade,
              constraint "Order.items.target" foreign key (target) references weir_model."Item" on delete cascade)
            """.formatted(COMMON);

    private Shop() {}

    private static Column column(String field, ColumnType type, boolean required, boolean unique) {
        return new Column(field, type, type.name(), false, required, unique, Optional.empty());
    }

    private static Column list(String field, ColumnType type) {
        return new Column(field, type, type.name(), true, false, false, Optional.empty());
    }
}
