package io.weir.gate.probe;

import io.weir.config.SystemConfig;
import io.weir.gate.participant.UnreachableException;
import io.weir.gate.participant.Write;
import io.weir.json.JsonPointer;
import io.weir.template.Origin;
import io.weir.template.PlaceholderValues;
import io.weir.template.RefusedValueException;
import io.weir.template.Template;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.UrlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a system is asked, and what it must answer, with placeholders; made once from the configuration. */
final class Probe {

    private final SystemConfig.Probe config;
    private final UrlTemplate url;
    private final Optional<JsonPointer> at;
    /** Each once, in the order of the configuration. */
    private final List<Placeholder> placeholders;

    Probe(SystemConfig.Probe config) {
        this.config = config;
        this.url = UrlTemplate.of(config.url());
        this.at = config.at().map(JsonPointer::of);
        this.placeholders = config.templates().stream()
                .flatMap(template -> template.placeholders().stream())
                .distinct()
                .toList();
    }

    /** A question without placeholders. */
    record Filled(String target, Expected expected) {}

    Origin origin() {
        return url.origin();
    }

    /**
     * What the placeholders stand for.
     *
     * @throws UnreachableException when one stands for nothing, or what it stands for cannot be asked
     */
    List<String> values(Write write) {
        PlaceholderValues written = write::value;
        List<String> values = new ArrayList<>();
        for (Placeholder placeholder : placeholders) {
            String value = written.text(placeholder);
            if (value == null) {
                throw new UnreachableException("the write has no {{ %s }}".formatted(placeholder.name()));
            }
            values.add(value);
        }
        filled(values);
        return values;
    }

    /**
     * The question for values of {@link #values}.
     *
     * @throws UnreachableException when they are of another configuration
     */
    Filled filled(List<String> values) {
        if (values.size() != placeholders.size()) {
            throw new UnreachableException("the configuration has other placeholders now");
        }
        PlaceholderValues given = placeholder -> values.get(placeholders.indexOf(placeholder));
        try {
            return new Filled(url.render(given, List.of()), expected(given));
        } catch (RefusedValueException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()));
        }
    }

    private Expected expected(PlaceholderValues given) {
        return new Expected(
                config.status(),
                config.least()
                        .map(least -> new Expected.Version(
                                at.orElseThrow(), // the configuration has both or none
                                Expected.whole(rendered(least, given))
                                        .orElseThrow(() -> new UnreachableException(
                                                "\"%s\" makes no whole number".formatted(least))))),
                config.etag().map(etag -> rendered(etag, given)));
    }

    private static String rendered(Template template, PlaceholderValues given) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            text.append(
                    part instanceof Placeholder placeholder
                            ? given.text(placeholder)
                            : ((Template.Part.Text) part).text());
        }
        return text.toString();
    }
}
