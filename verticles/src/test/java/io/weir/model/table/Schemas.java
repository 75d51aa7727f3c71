package io.weir.model.table;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Models in short words: {@code "note String"}, {@code "tags [String]!"}, {@code "total Float! = 0"}, {@code "no Int unique"}. */
public final class Schemas {

    private static final Map<String, ColumnType> TYPES = Map.of(
            "ID", ColumnType.ID,
            "String", ColumnType.STRING,
            "Int", ColumnType.INT,
            "Float", ColumnType.FLOAT,
            "Boolean", ColumnType.BOOLEAN,
            "Decimal", ColumnType.DECIMAL,
            "DateTime", ColumnType.DATE_TIME,
            "Date", ColumnType.DATE,
            "JSON", ColumnType.JSON);

    private Schemas() {}

    /** A model being described. */
    public static final class Draft {
        private final String name;
        private final List<Column> columns = new ArrayList<>();
        private final List<Reference> references = new ArrayList<>();
        private final List<References> lists = new ArrayList<>();
        private final List<StateMachine> machines = new ArrayList<>();

        private Draft(String name) {
            this.name = name;
        }

        /** Own columns: name, type, and {@code unique} if it is. */
        public Draft with(String... fields) {
            Arrays.stream(fields).map(Schemas::column).forEach(columns::add);
            return this;
        }

        /** A column that has a default. */
        public Draft initially(String field, Object initial) {
            Column plain = column(field);
            columns.add(new Column(
                    plain.field(),
                    plain.type(),
                    plain.typeName(),
                    plain.list(),
                    plain.required(),
                    plain.unique(),
                    Optional.of(initial)));
            return this;
        }

        /** A reference: name and the other model, {@code !} if it is required. */
        public Draft to(String field) {
            String[] words = field.split(" ");
            references.add(new Reference(words[0], words[1].replace("!", ""), words[1].endsWith("!"), false));
            return this;
        }

        /** A list of references in pairs. */
        public Draft many(String field, String target) {
            lists.add(new References(field, target, Optional.empty()));
            return this;
        }

        /** A state machine with all moves between its states. */
        public Draft machine(String field, String initial, StateMachine.Timeout... timeouts) {
            Set<StateMachine.Move> moves = Set.of(
                    new StateMachine.Move("PLACED", "PAID"),
                    new StateMachine.Move("PLACED", "ABORTED"),
                    new StateMachine.Move("PAID", "PLACED"),
                    new StateMachine.Move("PAID", "ABORTED"));
            machines.add(new StateMachine(field, initial, moves, List.of(timeouts)));
            return this;
        }

        private Model model() {
            return new Model(name, name.toLowerCase(), name.toLowerCase() + "s", columns, references, lists, machines);
        }
    }

    /** A model without fields so far. */
    public static Draft model(String name) {
        return new Draft(name);
    }

    /** A move that happens by itself. */
    public static StateMachine.Timeout after(Duration after, String from, String to) {
        return new StateMachine.Timeout(new StateMachine.Move(from, to), after);
    }

    /** These models, whose only enum {@code State} has these values. */
    public static Models of(String states, Draft... drafts) {
        String sdl = "type Query { state: State } enum State { %s }".formatted(states);
        Map<String, Model> models = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            models.put(draft.name, draft.model());
        }
        return new Models(
                models,
                Optional.of(new SchemaGenerator()
                        .makeExecutableSchema(new SchemaParser().parse(sdl), RuntimeWiring.MOCKED_WIRING)));
    }

    private static Column column(String field) {
        String[] words = field.split(" ");
        String type = words[1].replaceAll("[\\[\\]!]", "");
        @Nullable ColumnType scalar = TYPES.get(type);
        return new Column(
                words[0],
                scalar == null ? ColumnType.ENUM : scalar,
                type,
                words[1].startsWith("["),
                words[1].endsWith("!"),
                words.length > 2,
                Optional.empty());
    }
}
