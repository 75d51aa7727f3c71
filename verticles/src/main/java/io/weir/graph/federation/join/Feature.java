package io.weir.graph.federation.join;

import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.EnumValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import io.weir.graph.sdl.Sdl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A specification that a supergraph follows, as one {@code @link} names it (link v1.0).
 *
 * @param at the directive, to point at
 * @param identity the URL without the version
 * @param version for example {@code v0.3}; empty when the URL has none
 * @param namespace what stands before the names of its elements
 * @param imports names of elements, directives with {@code @}, by what this document calls them
 * @param purpose {@code SECURITY} or {@code EXECUTION}: who does not know it must not serve the graph
 */
record Feature(
        Directive at,
        String identity,
        String version,
        String namespace,
        Map<String, String> imports,
        Optional<String> purpose) {

    private static final Pattern URL = Pattern.compile("(?<identity>.*?)(/(?<version>v\\d+\\.\\d+))?/?");

    /** Copies the map. */
    Feature {
        imports = Map.copyOf(imports);
    }

    /** What a {@code @link}, or a {@code @core} of the time before, says. */
    static Feature of(Directive link) {
        String url = Sdl.text(link, "url").or(() -> Sdl.text(link, "feature")).orElse("");
        Matcher parts = URL.matcher(url);
        String identity = parts.matches() ? parts.group("identity") : url;
        String version = parts.matches() && parts.group("version") != null ? parts.group("version") : "";
        String name = identity.substring(identity.lastIndexOf('/') + 1);
        return new Feature(
                link,
                identity,
                version,
                Sdl.text(link, "as").orElse(name),
                imports(link),
                Sdl.argument(link, "for")
                        .filter(EnumValue.class::isInstance)
                        .map(value -> ((EnumValue) value).getName()));
    }

    /** The identity and the version. */
    String url() {
        return version.isEmpty() ? identity : identity + "/" + version;
    }

    /** What this document calls a directive; its plain name, no {@code @}. */
    String directive(String element) {
        String imported = imports.get("@" + element);
        if (imported != null) {
            return imported.substring(1);
        }
        return identity.endsWith("/" + element) ? namespace : namespace + "__" + element;
    }

    /** What this document calls a type. */
    String type(String element) {
        return imports.getOrDefault(element, namespace + "__" + element);
    }

    /** Whether a type or directive of this name is an element of the specification. */
    boolean owns(String name) {
        return name.equals(namespace)
                || name.startsWith(namespace + "__")
                || imports.containsValue(name)
                || imports.containsValue("@" + name);
    }

    private static Map<String, String> imports(Directive link) {
        Map<String, String> imports = new HashMap<>();
        for (Value<?> imported : values(link)) {
            if (imported instanceof StringValue name) {
                imports.put(name.getValue(), name.getValue());
            } else if (imported instanceof ObjectValue renamed) {
                Optional<String> name = text(renamed, "name");
                name.ifPresent(
                        original -> imports.put(original, text(renamed, "as").orElse(original)));
            }
        }
        return imports;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as graphql-java declares it
    private static List<Value<?>> values(Directive link) {
        return Sdl.argument(link, "import")
                .filter(ArrayValue.class::isInstance)
                .map(value -> (List<Value<?>>) (List) ((ArrayValue) value).getValues())
                .orElse(List.of());
    }

    private static Optional<String> text(ObjectValue object, String field) {
        return object.getObjectFields().stream()
                .filter(entry -> entry.getName().equals(field))
                .map(ObjectField::getValue)
                .filter(StringValue.class::isInstance)
                .map(value -> ((StringValue) value).getValue())
                .findFirst();
    }
}
