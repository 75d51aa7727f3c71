package io.weir.action.handler;

import io.weir.bus.EventAttributes;
import io.weir.graph.action.ActionHeader;
import io.weir.template.RefusedValueException;
import io.weir.template.Template;
import io.weir.template.Template.Part;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.TemplateValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What goes to a handler beside the command: the action's own headers, rendered, and Weir's. */
final class HandlerHeaders {

    /** The action's id: the same on every attempt. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String ACTION_ID = "Weir-Action-Id";
    private static final String ATTEMPT = "Weir-Attempt";

    /** A handler that passes it on with what it asks of us lets us see chains of events that never end. */
    private static final String DEPTH = "Weir-Depth";

    /** Visible ASCII, spaces and tabs: what every HTTP library reads alike (RFC 9110, section 5.5). */
    private static final Pattern VALUE = Pattern.compile("[ -~\\t]*");

    private HandlerHeaders() {}

    /**
     * All of them, by name.
     *
     * @throws RefusedValueException when a value would end the header, or could be read in different ways
     */
    static Map<String, String> of(List<ActionHeader> own, TemplateValues values, String id, int attempt)
            throws RefusedValueException {
        Map<String, String> headers = own(own, values);
        headers.put(IDEMPOTENCY_KEY, id);
        headers.put(ACTION_ID, id);
        headers.put(ATTEMPT, Integer.toString(attempt));
        headers.putAll(TraceParent.next(values.headers()));
        String depth = values.headers().get(EventAttributes.DEPTH_HEADER);
        if (depth != null) {
            headers.put(DEPTH, depth);
        }
        return headers;
    }

    /**
     * The action's own, by name.
     *
     * @throws RefusedValueException when a value would end the header, or could be read in different ways
     */
    static Map<String, String> own(List<ActionHeader> own, TemplateValues values) throws RefusedValueException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (ActionHeader header : own) {
            rendered(header.value(), values).ifPresent(value -> headers.put(header.name(), value));
        }
        return headers;
    }

    /** Empty when a value is null: then the header is left out. */
    private static Optional<String> rendered(Template template, TemplateValues values) throws RefusedValueException {
        StringBuilder text = new StringBuilder();
        for (Part part : template.parts()) {
            if (part instanceof Part.Text literal) {
                text.append(literal.text());
                continue;
            }
            Placeholder placeholder = (Placeholder) part;
            String value = values.text(placeholder);
            if (value == null) {
                return Optional.empty();
            }
            if (!VALUE.matcher(value).matches()) {
                throw new RefusedValueException(
                        "%s is part of a header: it may hold visible ASCII characters, spaces and tabs only"
                                .formatted(placeholder.named()));
            }
            text.append(value);
        }
        return Optional.of(text.toString().strip());
    }
}
