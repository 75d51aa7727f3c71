package io.weir.model.table;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLSchema;
import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.graph.model.Reference;
import io.weir.graph.model.References;
import io.weir.graph.model.StateMachine;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Models in, the tables that they need out. */
final class ModelShapes {

    private static final String OWNER = "owner";
    private static final String TARGET = "target";
    private static final String PLACE = "place";

    private static final ColumnShape SINCE =
            ColumnShape.plain(Tables.type(ColumnType.DATE_TIME, false), true).initially("now()");

    private final Models models;

    private ModelShapes(Models models) {
        this.models = models;
    }

    /** The tables, by name, those of models before those of pairs. */
    static Map<String, TableShape> of(Models models) {
        ModelShapes shapes = new ModelShapes(models);
        Map<String, TableShape> tables = new LinkedHashMap<>();
        models.all().values().forEach(model -> put(tables, shapes.table(model)));
        models.all()
                .values()
                .forEach(model -> model.lists().stream()
                        .filter(list -> list.inverse().isEmpty())
                        .map(list -> pairs(model, list))
                        .forEach(pairs -> put(tables, pairs)));
        return tables;
    }

    private static void put(Map<String, TableShape> tables, TableShape table) {
        tables.put(table.name(), table);
    }

    private TableShape table(Model model) {
        Map<String, ColumnShape> columns = new LinkedHashMap<>();
        Map<String, IndexShape> indexes = new LinkedHashMap<>();
        Set<String> clocks = new LinkedHashSet<>();
        Model.common().forEach(column -> columns.put(column.field(), column(model, column)));
        indexes.put(indexName(model, Model.CREATED_AT), index(false, Model.CREATED_AT, Model.ID));
        for (Column column : model.columns()) {
            columns.put(name(column.field()), column(model, column));
            if (column.unique()) {
                indexes.put(Tables.unique(model, column.field()), index(true, name(column.field())));
            }
        }
        for (Reference reference : model.references()) {
            String field = reference.field();
            columns.put(name(field), column(model, reference));
            indexes.put(
                    reference.unique() ? Tables.unique(model, field) : indexName(model, field),
                    index(reference.unique(), name(field)));
        }
        for (StateMachine machine : model.machines()) {
            if (!machine.timeouts().isEmpty()) {
                String state = name(machine.field());
                String since = TableShape.since(state);
                clocks.add(state);
                columns.put(since, SINCE);
                indexes.put(indexName(model, since), new IndexShape(List.of(state, since), false, timed(machine)));
            }
        }
        return new TableShape(name(model.name()), columns, List.of(Model.ID), indexes, clocks);
    }

    private static String indexName(Model model, String column) {
        return name(model.name() + "." + column + ".index");
    }

    private static String name(String name) {
        return Tables.fitted(name);
    }

    private static Set<String> timed(StateMachine machine) {
        return machine.timeouts().stream().map(timeout -> timeout.move().from()).collect(Collectors.toSet());
    }

    private static IndexShape index(boolean unique, String... columns) {
        return new IndexShape(List.of(columns), unique, Set.of());
    }

    /** A default of the store's too: nodes of a version before make rows that say nothing of a new column. */
    private ColumnShape column(Model model, Column column) {
        Optional<Object> initial =
                model.machine(column.field()).<Object>map(StateMachine::initial).or(column::initial);
        return new ColumnShape(
                Tables.type(column.type(), column.list()),
                column.required(),
                initial.map(value -> Literals.initial(column, value)),
                column.type() == ColumnType.ENUM ? values(column.typeName()) : Set.of(),
                Optional.empty());
    }

    private static ColumnShape column(Model model, Reference reference) {
        return id(reference.required())
                .to(new ColumnShape.Link(Tables.foreign(model, reference.field()), name(reference.target()), false));
    }

    private static ColumnShape id(boolean required) {
        return ColumnShape.plain(Tables.type(ColumnType.ID, false), required);
    }

    private static TableShape pairs(Model model, References list) {
        String name = name(model.name() + "." + list.field());
        Map<String, ColumnShape> columns = new LinkedHashMap<>();
        columns.put(OWNER, id(true).to(new ColumnShape.Link(name(name + ".owner.foreign"), name(model.name()), true)));
        columns.put(
                TARGET,
                id(true).to(new ColumnShape.Link(Tables.foreign(model, list.field()), name(list.target()), true)));
        columns.put(PLACE, ColumnShape.plain(Tables.type(ColumnType.INT, false), true));
        return new TableShape(
                name,
                columns,
                List.of(OWNER, TARGET),
                Map.of(name(name + "." + TARGET + ".index"), index(false, TARGET)),
                Set.of());
    }

    private Set<String> values(String name) {
        GraphQLSchema schema =
                models.schema().orElseThrow(() -> new IllegalArgumentException("models without a schema"));
        if (!(schema.getType(name) instanceof GraphQLEnumType type)) {
            throw new IllegalArgumentException("no enum " + name);
        }
        return type.getValues().stream()
                .map(GraphQLEnumValueDefinition::getName)
                .collect(Collectors.toSet());
    }
}
