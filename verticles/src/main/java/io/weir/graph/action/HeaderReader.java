package io.weir.graph.action;

import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.StringValue;
import graphql.language.Value;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.template.Template;
import io.weir.template.Template.Part;
import io.weir.template.Template.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code @action(headers:)}: {@code Name: template} each. */
final class HeaderReader {

    private static final String WHAT = "@action(headers:)";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern TEXT = Pattern.compile("[ -~\\t]*");

    /** Those that belong to one connection or frame one message (RFC 9110, sections 7.6.1 and 8). */
    private static final Pattern CONNECTION = Pattern.compile(
            "accept-encoding|connection|content-encoding"
                    + "|content-length|expect|host|http2-settings|keep-alive|proxy-[a-z-]+|te|trailer|transfer-encoding|upgrade");

    private static final Pattern OURS = Pattern.compile("idempotency-key|weir-.*|traceparent|tracestate");

    private final ActionTemplates templates;
    private final List<Problem> problems;
    private final Set<String> names = new HashSet<>();

    HeaderReader(ActionTemplates templates, List<Problem> problems) {
        this.templates = templates;
        this.problems = problems;
    }

    List<ActionHeader> read(Directive action) {
        List<ActionHeader> headers = new ArrayList<>();
        Optional<Value<?>> given = Sdl.argument(action, "headers");
        List<? extends Value> values = given.isPresent() && given.get() instanceof ArrayValue array
                ? array.getValues()
                : given.stream().toList();
        for (Value<?> value : values) {
            if (value instanceof StringValue text) {
                header(text).ifPresent(headers::add);
            }
        }
        return headers;
    }

    private Optional<ActionHeader> header(StringValue at) {
        String written = at.getValue();
        int colon = written.indexOf(':');
        String name = colon < 0 ? "" : written.substring(0, colon).strip();
        Optional<String> wrong = wrong(name);
        if (wrong.isPresent()) {
            problems.add(Sdl.problem(at, "%s: \"%s\": %s".formatted(WHAT, written, wrong.get())));
            return Optional.empty();
        }
        return templates
                .text(at, WHAT, written.substring(colon + 1).strip(), Set.of(Scope.ARGS, Scope.HEADERS, Scope.ENV))
                .filter(template -> plain(at, name, template))
                .map(template -> new ActionHeader(name, template));
    }

    private Optional<String> wrong(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("write \"Name: value\"; the name holds no placeholder, white space or separator");
        }
        if (CONNECTION.matcher(lower).matches()) {
            return Optional.of("this header belongs to the connection, which is Weir's; remove it");
        }
        if (OURS.matcher(lower).matches()) {
            return Optional.of("Weir itself sends this header; remove it");
        }
        return names.add(lower) ? Optional.empty() : Optional.of("this header is given twice; keep one");
    }

    private boolean plain(StringValue at, String name, Template template) {
        boolean plain = template.parts().stream()
                .allMatch(part -> !(part instanceof Part.Text text)
                        || TEXT.matcher(text.text()).matches());
        if (!plain) {
            problems.add(Sdl.problem(
                    at,
                    "%s: \"%s: %s\": a value holds visible ASCII characters, spaces and tabs only"
                            .formatted(WHAT, name, template.source())));
        }
        return plain;
    }
}
