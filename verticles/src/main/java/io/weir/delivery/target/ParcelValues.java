package io.weir.delivery.target;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.template.PlaceholderValues;
import io.weir.template.Template;
import io.weir.template.Template.Part.Placeholder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the placeholders of a delivery's templates stand for in one attempt. What none names is never parsed. */
final class ParcelValues implements PlaceholderValues {

    private final Parcel parcel;
    private @Nullable Map<String, @Nullable Object> event;
    private @Nullable Map<String, @Nullable Object> data;
    private @Nullable Map<String, @Nullable Object> before;

    ParcelValues(Parcel parcel) {
        this.parcel = parcel;
    }

    @Override
    public @Nullable Object value(Placeholder placeholder) {
        return switch (placeholder.scope()) {
            case EVENT -> Template.value(placeholder, event());
            case DATA -> Template.value(placeholder, data());
            case RESPONSE, FAILURE -> Template.value(placeholder, before());
            case DELIVERY ->
                Template.value(
                        placeholder,
                        Map.of(
                                "id", parcel.id(),
                                "name", parcel.delivery().name(),
                                "attempt", parcel.attempt(),
                                "topic", parcel.event().topic()));
            default -> throw new IllegalArgumentException("no values for " + placeholder.name());
        };
    }

    /** The one object that the document makes of the event. */
    @Nullable
    Object shaped() {
        return data().values().stream().findFirst().orElse(null);
    }

    private Map<String, @Nullable Object> event() {
        event = event == null ? object(parcel.event().payload()) : event;
        return event;
    }

    private Map<String, @Nullable Object> data() {
        data = data == null ? object(parcel.data()) : data;
        return data;
    }

    private Map<String, @Nullable Object> before() {
        before = before == null ? object(parcel.before()) : before;
        return before;
    }

    /** What is no object has no fields. */
    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(@Nullable Buffer json) {
        try {
            return json != null && Json.parse(json) instanceof Map<?, ?> map
                    ? (Map<String, @Nullable Object>) map
                    : Map.of();
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }
}
