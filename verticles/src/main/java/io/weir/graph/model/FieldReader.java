package io.weir.graph.model;

import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of models: which are columns, which refer to other models. */
final class FieldReader {

    private static final Map<String, ColumnType> SCALARS = Map.of(
            "ID", ColumnType.ID,
            "String", ColumnType.STRING,
            "Int", ColumnType.INT,
            "Float", ColumnType.FLOAT,
            "Boolean", ColumnType.BOOLEAN,
            "Decimal", ColumnType.DECIMAL,
            "DateTime", ColumnType.DATE_TIME,
            "Date", ColumnType.DATE,
            "JSON", ColumnType.JSON);

    private static final Map<String, String> COMMON = Map.of(
            Model.ID, "ID!", Model.CREATED_AT, "DateTime!", Model.UPDATED_AT, "DateTime!", Model.VERSION, "Int!");

    private final Map<String, TypeDefinition<?>> types;
    private final Set<String> models;
    private final DefaultReader defaults;
    private final StateMachineReader machines;
    private final List<Problem> problems;

    /**
     * Reads fields.
     *
     * @param types of Weir's own schema
     * @param models the names of those that are models
     */
    FieldReader(Map<String, TypeDefinition<?>> types, Set<String> models, List<Problem> problems) {
        this.types = types;
        this.models = models;
        this.problems = problems;
        this.defaults = new DefaultReader(problems);
        this.machines = new StateMachineReader(problems);
    }

    ModelFields read(ObjectTypeDefinition type) {
        ModelFields fields = new ModelFields();
        if (type.getFieldDefinitions().stream()
                .noneMatch(field -> field.getName().equals(Model.ID))) {
            problems.add(Sdl.problem(type, "the model %s has no id; add `id: ID!`".formatted(type.getName())));
        }
        type.getFieldDefinitions().stream()
                .filter(field -> !ModelReader.followed(field))
                .forEach(field -> read(type.getName(), field, fields));
        return fields;
    }

    private void read(String model, FieldDefinition field, ModelFields fields) {
        if (COMMON.containsKey(field.getName())) {
            checkCommon(model, field);
            return;
        }
        FieldShape shape = FieldShape.of(field.getType());
        if (wrongShape(model, field, shape)) {
            return;
        }
        if (models.contains(shape.name())) {
            readRelation(model, field, shape, fields);
        } else {
            readColumn(model, field, shape, fields);
        }
    }

    private void checkCommon(String model, FieldDefinition field) {
        String type = String.valueOf(COMMON.get(field.getName()));
        if (!AstPrinter.printAst(field.getType()).equals(type)
                || !field.getInputValueDefinitions().isEmpty()) {
            problems.add(Sdl.problem(
                    field,
                    "%s.%s is Weir's own in a model; write `%s: %s`%s"
                            .formatted(
                                    model,
                                    field.getName(),
                                    field.getName(),
                                    type,
                                    field.getName().equals(Model.ID) ? "" : ", or leave it out")));
        }
        for (String name : ModelDirectives.ON_FIELDS) {
            boolean repeats =
                    name.equals(ModelDirectives.UNIQUE) && field.getName().equals(Model.ID);
            Sdl.directive(field, name)
                    .filter(directive -> !repeats)
                    .ifPresent(directive -> problems.add(Sdl.problem(
                            directive,
                            "@%s cannot stand on %s.%s, which the store sets; remove it"
                                    .formatted(name, model, field.getName()))));
        }
    }

    private boolean wrongShape(String model, FieldDefinition field, FieldShape shape) {
        String name = model + "." + field.getName();
        if (!field.getInputValueDefinitions().isEmpty()) {
            problems.add(Sdl.problem(
                    field.getInputValueDefinitions().get(0),
                    "%s is stored, so it takes no arguments; remove them, or answer it with @resolvedBy"
                            .formatted(name)));
            return true;
        }
        if (shape.nested() || shape.nullableElements()) {
            problems.add(Sdl.problem(
                    field.getType(),
                    "%s is %s; a model can store lists without nulls only: write [%s!]"
                            .formatted(name, AstPrinter.printAst(field.getType()), shape.name())));
            return true;
        }
        return false;
    }

    private void readRelation(String model, FieldDefinition field, FieldShape shape, ModelFields fields) {
        refuse(model, field, ModelDirectives.DEFAULT, "a reference has no default");
        refuse(model, field, ModelDirectives.STATE_MACHINE, "a reference has no states");
        if (shape.list()) {
            refuse(model, field, ModelDirectives.UNIQUE, "a list cannot be unique");
            fields.lists().add(new ModelFields.ListField(field, shape.name()));
            return;
        }
        refuse(model, field, ModelDirectives.RELATION, "it says what is on the other side of a list, and this is none");
        fields.references()
                .add(new Reference(
                        field.getName(), shape.name(), shape.required(), field.hasDirective(ModelDirectives.UNIQUE)));
    }

    private void readColumn(String model, FieldDefinition field, FieldShape shape, ModelFields fields) {
        TypeDefinition<?> definition = types.get(shape.name());
        Optional<EnumTypeDefinition> values =
                definition instanceof EnumTypeDefinition found ? Optional.of(found) : Optional.empty();
        ColumnType type = values.isPresent() ? ColumnType.ENUM : SCALARS.get(shape.name());
        if (type == null) {
            problems.add(Sdl.problem(field.getType(), unknown(model, field, shape.name(), definition)));
            return;
        }
        refuse(model, field, ModelDirectives.RELATION, "it says what is on the other side of a list of models");
        if (shape.list() || type == ColumnType.JSON) {
            refuse(model, field, ModelDirectives.UNIQUE, shape.list() ? "a list cannot be unique" : "JSON cannot be");
        }
        Optional<StateMachine> machine = Sdl.directive(field, ModelDirectives.STATE_MACHINE)
                .flatMap(directive -> machines.read(model, field, directive, shape, values));
        machine.ifPresent(fields.machines()::add);
        Optional<Object> initial = Sdl.directive(field, ModelDirectives.DEFAULT)
                .flatMap(directive -> defaults.read(model, field, directive, type, values))
                .or(() -> machine.map(StateMachine::initial));
        fields.columns()
                .add(new Column(
                        field.getName(),
                        type,
                        shape.name(),
                        shape.list(),
                        shape.required(),
                        field.hasDirective(ModelDirectives.UNIQUE),
                        initial));
    }

    private void refuse(String model, FieldDefinition field, String name, String reason) {
        Optional<Directive> directive = Sdl.directive(field, name);
        directive.ifPresent(found -> problems.add(
                Sdl.problem(found, "@%s on %s.%s: %s; remove it".formatted(name, model, field.getName(), reason))));
    }

    private static String unknown(String model, FieldDefinition field, String type, @Nullable TypeDefinition<?> is) {
        String name = model + "." + field.getName();
        if (is instanceof ObjectTypeDefinition) {
            return "%s refers to %s, which is no model: write `type %s @model`, store its id, or answer the field with @resolvedBy"
                    .formatted(name, type, type);
        }
        return "%s cannot be stored as %s; a model has ID, String, Int, Float, Boolean, Decimal, DateTime, Date, JSON, enums, models, and lists of these"
                .formatted(name, type);
    }
}
