package io.weir.execution;

import io.weir.json.Json;
import io.weir.plan.FieldProjection;
import io.weir.plan.OperationPlan;
import io.weir.plan.ValueProjection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one response: root values in, bytes out, by the plan's projections (GraphQL specification, section 6.4.3 for
 * completion and 6.4.4 for null propagation). Used once, by one thread.
 */
final class Completion {

    private static final byte[] DATA = "{\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERRORS = ",\"errors\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXTENSIONS = ",\"extensions\":".getBytes(StandardCharsets.US_ASCII);

    private final OperationPlan plan;
    private final List<FieldProjection> fields;
    private final JsonWriter out;
    private final List<FieldError> errors = new ArrayList<>(0);
    /** Made when the first error comes: nearly all responses have none. */
    private @Nullable Set<Reason> reported;
    /** Where the errors of subgraphs were met first. */
    private final Map<Reason, ErrorPath> met;

    private final ArrayList<Object> path = new ArrayList<>();

    private final Merged merged;

    private Completion(OperationPlan plan, List<FieldProjection> fields, Merged merged) {
        this.plan = plan;
        this.fields = fields;
        this.merged = merged;
        this.out = new JsonWriter(plan.sizeHint());
        this.met = merged.errors().isEmpty() ? Map.of() : new IdentityHashMap<>();
    }

    /** The response for these merged data. */
    static OperationResponse complete(OperationPlan plan, Merged merged) {
        return complete(plan, plan.fields(), merged);
    }

    /** The same for some of the plan's root fields only. */
    static OperationResponse complete(OperationPlan plan, List<FieldProjection> fields, Merged merged) {
        return new Completion(plan, fields, merged).run();
    }

    private OperationResponse run() {
        for (Merged.Occurrence error : merged.errors()) {
            met.put(error.reason(), ErrorPath.NOWHERE);
        }
        out.raw(DATA);
        int mark = out.mark();
        if (!writeFields(fields, plan.rootType(), merged.root())) {
            out.rewind(mark);
            out.writeNull();
        }
        if (!merged.errors().isEmpty()) {
            reportSubgraphs();
        }
        if (!errors.isEmpty()) {
            out.raw(ERRORS);
            out.raw(Json.write(errors.stream().map(FieldError::toMap).toList()).getBytes());
        }
        if (!merged.extensions().isEmpty()) {
            out.raw(EXTENSIONS);
            out.raw(Json.write(merged.extensions()).getBytes());
        }
        out.raw('}');
        plan.sizeHint(out.length());
        return new OperationResponse(out.toBuffer(), !errors.isEmpty(), merged.applied());
    }

    /** Each once, where the subgraph said that it happened, as far as the client selected that. */
    private void reportSubgraphs() {
        Map<Object, ErrorPath.Place> places = ErrorPath.places(
                plan,
                merged.root(),
                merged.errors().stream().map(Merged.Occurrence::object).toList());
        for (Merged.Occurrence error : merged.errors()) {
            errors.add(FieldError.of(error.reason(), path(error, places.get(error.object()))));
        }
    }

    /** Where a subgraph said that it happened; where that was not selected, what is null because of it. */
    private ErrorPath path(Merged.Occurrence error, ErrorPath.@Nullable Place place) {
        ErrorPath seen = met.getOrDefault(error.reason(), ErrorPath.NOWHERE);
        if (place == null) {
            return seen;
        }
        ErrorPath said = place.on(error.rest());
        boolean exact = !error.rest().isEmpty()
                && said.steps().size() == place.steps().size() + error.rest().size();
        return !exact && seen.startsWith(said) ? seen : said;
    }

    /** Writes a value; false when null must go to the parent, which then rewinds what was written. */
    private boolean write(FieldProjection field, ValueProjection projection, @Nullable Object value) {
        if (value == null) {
            if (projection.nonNull()) {
                error(field, "null came for %s, which must not be null".formatted(field.coordinate()));
                return false;
            }
            out.writeNull();
            return true;
        }
        if (value instanceof Missing missing) {
            report(field, missing);
            out.writeNull();
            return !projection.nonNull();
        }
        int mark = out.mark();
        boolean written;
        if (projection instanceof ValueProjection.Scalar scalar) {
            written = writeScalar(field, scalar, value);
        } else if (projection instanceof ValueProjection.Composite composite) {
            written = writeObject(field, composite, value);
        } else if (projection instanceof ValueProjection.Sequence sequence) {
            written = writeList(field, sequence, value);
        } else if (projection instanceof ValueProjection.Enumeration enumeration) {
            written = writeEnum(field, enumeration, value);
        } else {
            out.writeValue(value);
            written = true;
        }
        if (written) {
            return true;
        }
        out.rewind(mark);
        if (projection.nonNull()) {
            return false;
        }
        out.writeNull();
        return true;
    }

    private boolean writeScalar(FieldProjection field, ValueProjection.Scalar scalar, Object value) {
        if (ScalarCompletion.write(out, scalar.kind(), value)) {
            return true;
        }
        error(field, "the value of %s does not fit its type %s".formatted(field.coordinate(), scalar.type()));
        return false;
    }

    private boolean writeEnum(FieldProjection field, ValueProjection.Enumeration enumeration, Object value) {
        if (value instanceof String name && enumeration.values().contains(name)) {
            out.writeString(name);
            return true;
        }
        error(field, "the value of %s is none of the enum %s".formatted(field.coordinate(), enumeration.type()));
        return false;
    }

    private boolean writeList(FieldProjection field, ValueProjection.Sequence sequence, Object value) {
        if (!(value instanceof Iterable<?> elements)) {
            error(field, "the value of %s is not a list".formatted(field.coordinate()));
            return false;
        }
        out.raw('[');
        int index = 0;
        for (Object element : elements) {
            if (index > 0) {
                out.raw(',');
            }
            path.add(index++);
            boolean written = write(field, sequence.element(), element);
            path.remove(path.size() - 1);
            if (!written) {
                return false;
            }
        }
        out.raw(']');
        return true;
    }

    private boolean writeObject(FieldProjection field, ValueProjection.Composite composite, Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            error(field, "the value of %s is not an object".formatted(field.coordinate()));
            return false;
        }
        String type = Representation.typeName(object, composite);
        List<FieldProjection> fields = type == null ? null : composite.byType().get(type);
        if (type == null || fields == null) {
            // the type's name may be one that clients must not see
            String what = object.get("__typename") == null ? "lacks" : "has no type that it can have in";
            error(field, "the value of %s %s \"__typename\"".formatted(field.coordinate(), what));
            return false;
        }
        return writeFields(fields, type, object);
    }

    private boolean writeFields(List<FieldProjection> fields, String type, Map<?, ?> object) {
        out.raw('{');
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            if (!writeField(fields.get(i), type, object)) {
                return false;
            }
        }
        out.raw('}');
        return true;
    }

    private boolean writeField(FieldProjection field, String type, Map<?, ?> object) {
        out.raw(field.encodedKey());
        if (field.typename()) {
            out.writeString(type);
            return true;
        }
        path.add(field.responseKey());
        Object value = object.get(field.sourceKey());
        if (value == null) {
            value = Missing.absent(object, field.sourceKey());
        }
        boolean written = write(field, field.value(), value);
        path.remove(path.size() - 1);
        return written;
    }

    private void error(FieldProjection field, String message) {
        errors.add(FieldError.invalidValue(message, field.location(), List.copyOf(path)));
    }

    private void report(FieldProjection field, Missing missing) {
        for (Missing one = missing; one != null; one = one.next()) {
            ErrorPath here = new ErrorPath(path, field.location());
            if (!met.containsKey(one.reason())) {
                reportOnce(one.reason(), here);
            } else { // reported in the end, with what the subgraph says of the path
                met.replace(one.reason(), ErrorPath.NOWHERE, here);
            }
        }
    }

    private void reportOnce(Reason reason, ErrorPath here) {
        if (reported == null) {
            reported = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        if (reported.add(reason)) {
            errors.add(FieldError.of(reason, here));
        }
    }
}
