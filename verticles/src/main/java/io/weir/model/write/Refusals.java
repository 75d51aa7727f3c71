package io.weir.model.write;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.weir.error.ErrorCode;
import io.weir.graph.model.Column;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.graph.model.Reference;
import io.weir.graph.model.References;
import io.weir.graph.model.StateMachine;
import io.weir.model.ModelException;
import io.weir.model.table.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a change that is refused says to its client: never in PostgreSQL's words. Immutable. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private static final String NOT_NULL = "23502";
    private static final String FOREIGN = "23503";
    private static final String RESTRICTED = "23001";
    private static final String UNIQUE = "23505";
    private static final String CHECK = "23514";
    private static final String TOO_LARGE = "54000";
    /** Values that a type does not take, or that nest too deep. */
    private static final Pattern VALUE = Pattern.compile("22...|54001");

    /** The value of {@code Key (target)=(…) is not present}, in whatever language the rest is. */
    private static final Pattern KEY = Pattern.compile("\\)=\\((.*)\\)", Pattern.DOTALL);

    /**
     * What a constraint is about.
     *
     * @param target the model that it refers to; empty where it refers to none
     */
    private record Place(Model model, String field, String target) {}

    private final Map<String, Place> places = new HashMap<>();

    /** By the constraints of all models. */
    Refusals(Models models) {
        for (Model model : models.all().values()) {
            places.put(Tables.unique(model, Model.ID), new Place(model, Model.ID, ""));
            for (Column column : model.columns()) {
                Place place = new Place(model, column.field(), "");
                places.put(Tables.unique(model, column.field()), place);
                places.put(Tables.check(model, column.field()), place);
            }
            for (Reference reference : model.references()) {
                Place place = new Place(model, reference.field(), reference.target());
                places.put(Tables.unique(model, reference.field()), place);
                places.put(Tables.foreign(model, reference.field()), place);
            }
            for (References list : WriteSql.pairs(model)) {
                places.put(Tables.foreign(model, list.field()), new Place(model, list.field(), list.target()));
            }
        }
    }

    /**
     * Why a statement was refused.
     *
     * @param deletes whether it would have deleted a row
     */
    ModelException of(PgException refused, boolean deletes) {
        String state = String.valueOf(refused.getSqlState());
        Place place = places.get(String.valueOf(refused.getConstraint()));
        if (place != null && state.equals(UNIQUE)) {
            return notUnique(place);
        }
        if (place != null && (state.equals(FOREIGN) || state.equals(RESTRICTED))) {
            return deletes ? stillReferenced(place) : unknownReference(place, refused);
        }
        if (place != null && state.equals(CHECK)) {
            return StoredValue.refused(place.field(), "this is none of its values");
        }
        if (state.equals(NOT_NULL) && refused.getColumn() != null) {
            return StoredValue.refused(refused.getColumn(), "it must not be null");
        }
        if (state.equals(TOO_LARGE)) {
            return new ModelException(ErrorCode.BAD_USER_INPUT, "a value is too long for the index of its field");
        }
        if (VALUE.matcher(state).matches()) {
            return new ModelException(ErrorCode.BAD_USER_INPUT, "a value is out of its type's range");
        }
        return unforeseen(refused);
    }

    private static ModelException notUnique(Place place) {
        return new ModelException(
                ErrorCode.NOT_UNIQUE,
                "another %s has this %s already".formatted(place.model().name(), place.field()),
                Map.of("field", place.field()));
    }

    private static ModelException unknownReference(Place place, PgException refused) {
        Matcher key = KEY.matcher(Objects.requireNonNullElse(refused.getDetail(), ""));
        return new ModelException(
                ErrorCode.UNKNOWN_REFERENCE,
                "%s: there is no such %s".formatted(place.field(), place.target()),
                Map.of("field", place.field(), "id", key.find() ? key.group(1) : ""));
    }

    private static ModelException stillReferenced(Place place) {
        String by = place.model().name() + "." + place.field();
        return new ModelException(
                ErrorCode.STILL_REFERENCED,
                "%s still refers to this %s".formatted(by, place.target()),
                Map.of("by", by));
    }

    private static ModelException unforeseen(PgException refused) {
        LOG.error("a change of a model was refused in an unforeseen way", refused);
        return new ModelException(ErrorCode.INTERNAL_SERVER_ERROR, "the change was refused");
    }

    /**
     * Why an update says no by itself.
     *
     * @param row of {@link WriteSql#update}, whose {@code refused} is not null
     */
    static ModelException of(Model model, Row row, Input input, @Nullable Integer expectedVersion) {
        String field = row.getString("refused");
        return model.machine(field)
                .map(machine -> illegal(
                        machine,
                        row.getString("state"),
                        String.valueOf(input.values().get(field))))
                .orElseGet(() -> stale(model, row.getInteger("version"), expectedVersion));
    }

    private static ModelException illegal(StateMachine machine, String from, String to) {
        List<String> allowed = machine.moves().stream()
                .filter(move -> move.from().equals(from))
                .map(StateMachine.Move::to)
                .sorted()
                .toList();
        return new ModelException(
                ErrorCode.INVALID_TRANSITION,
                "%s cannot go from %s to %s".formatted(machine.field(), from, to),
                Map.of("field", machine.field(), "from", from, "to", to, "allowed", allowed));
    }

    private static ModelException stale(Model model, Integer version, @Nullable Integer expected) {
        return new ModelException(
                ErrorCode.VERSION_CONFLICT,
                "this %s has version %d by now, not %d".formatted(model.name(), version, expected),
                Map.of("version", version, "expectedVersion", Objects.requireNonNull(expected)));
    }
}
