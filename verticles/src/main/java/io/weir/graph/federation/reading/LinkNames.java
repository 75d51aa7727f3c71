package io.weir.graph.federation.reading;

import graphql.language.ArrayValue;
import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.SchemaDefinition;
import graphql.language.StringValue;
import graphql.language.Value;
import io.weir.config.Problem;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.Spelling;
import io.weir.graph.sdl.Sdl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a subgraph calls federation's directives and types: the {@code @link}s of its schema, read (Link specification
 * v1.0). Without a link to Federation 2 the schema is Federation 1.
 */
final class LinkNames {

    /** Specifications whose directives federation's own has taken in, or which mean nothing to a gateway. */
    private static final Set<String> KNOWN = Set.of(
            "link",
            "core",
            "federation",
            "tag",
            "inaccessible",
            "cost",
            "authenticated",
            "requiresScopes",
            "policy",
            "context");

    private static final Pattern URL = Pattern.compile("https?://specs\\.apollo\\.dev/([A-Za-z]+)/v(\\d+)\\.(\\d+)/?");

    private final Map<String, String> directives = new HashMap<>();
    private final Set<String> types = new HashSet<>();
    private final Set<String> namespaces = new HashSet<>(Set.of("federation", "link", "core", "openfed"));
    private final boolean federation2;

    private LinkNames(List<Directive> links, List<Problem> problems) {
        boolean linked = false;
        directives.put("link", "link");
        directives.put("core", "link");
        for (Directive link : links) {
            linked |= read(link, problems);
        }
        this.federation2 = linked;
    }

    /** The names of one subgraph; a problem for each link that cannot be followed. */
    static LinkNames read(List<Definition<?>> definitions, List<Problem> problems) {
        List<Directive> links = new ArrayList<>();
        for (Definition<?> definition : definitions) {
            if (definition instanceof SchemaDefinition schema) {
                schema.getDirectives().stream().filter(LinkNames::link).forEach(links::add);
            }
        }
        LinkNames names = new LinkNames(links, problems);
        if (!names.federation2) {
            FederationDirectives.VERSION_1.forEach(name -> names.directives.putIfAbsent(name, name));
        }
        return names;
    }

    /** Those of Weir's own files, which need no link: every directive under its own name, and by their links. */
    static LinkNames readLocal(List<Definition<?>> definitions, List<Problem> problems) {
        LinkNames names = read(definitions, problems);
        FederationDirectives.ALL.forEach(name -> names.directives.putIfAbsent(name, name));
        return names;
    }

    boolean federation2() {
        return federation2;
    }

    /** What federation calls a directive; null when it is none of federation's. */
    @Nullable
    String directive(String written) {
        return directives.get(written);
    }

    /** How the subgraph calls federation's directives. */
    Set<String> directives() {
        return directives.keySet();
    }

    /** Whether a type is federation's own, so that no part of the graph uses it. */
    boolean type(String name) {
        int namespace = name.indexOf("__");
        return FederationDirectives.TYPES.contains(name)
                || types.contains(name)
                || (namespace > 0 && namespaces.contains(name.substring(0, namespace)));
    }

    /** A link may give {@code @link} itself another name; by its arguments it is known all the same. */
    private static boolean link(Directive directive) {
        return directive.getArgument("url") != null || directive.getArgument("feature") != null;
    }

    /** Whether it links Federation 2. */
    private boolean read(Directive link, List<Problem> problems) {
        String url = Sdl.text(link, "url").or(() -> Sdl.text(link, "feature")).orElse("");
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            readForeign(link, url, problems);
            return false;
        }
        String specification = parts.group(1);
        if (!KNOWN.contains(specification)) {
            readForeign(link, url, problems);
            return false;
        }
        if (!specification.equals("federation")) {
            readSingle(link, specification);
            return false;
        }
        if (!parts.group(2).equals("2")) {
            problems.add(Sdl.problem(
                    link,
                    "the federation version v%s.%s is not known; link v2.0 to v2.9"
                            .formatted(parts.group(2), parts.group(3))));
        }
        String namespace = Sdl.text(link, "as").orElse("federation");
        namespaces.add(namespace);
        FederationDirectives.ALL.forEach(name -> directives.put(namespace + "__" + name, name));
        Sdl.argument(link, "import").ifPresent(imports -> readImports(imports, problems));
        return true;
    }

    /** A specification of one directive that has the specification's name. */
    private void readSingle(Directive link, String specification) {
        String as = Sdl.text(link, "as").orElse(specification);
        directives.put(as, specification);
        namespaces.add(as);
    }

    private static void readForeign(Directive link, String url, List<Problem> problems) {
        Sdl.argument(link, "for")
                .ifPresent(purpose -> problems.add(Sdl.problem(
                        link,
                        "the specification %s is needed to serve this schema rightly, and this version of Weir does not have it"
                                .formatted(url))));
    }

    private void readImports(Value<?> imports, List<Problem> problems) {
        List<Value> values = imports instanceof ArrayValue array ? array.getValues() : List.of();
        for (Value<?> value : values) {
            if (value instanceof StringValue name) {
                readImport(name.getValue(), name.getValue(), value, problems);
            } else if (value instanceof ObjectValue object) {
                String name = field(object, "name");
                String as = field(object, "as");
                readImport(name, as.isEmpty() ? name : as, value, problems);
            }
        }
    }

    private void readImport(String name, String as, Value<?> at, List<Problem> problems) {
        if (!name.startsWith("@")) {
            types.add(as);
        } else if (!as.startsWith("@")) {
            problems.add(
                    Sdl.problem(at, "the directive %s is imported as \"%s\"; write \"@%s\"".formatted(name, as, as)));
        } else if (FederationDirectives.ALL.contains(name.substring(1))) {
            directives.put(as.substring(1), name.substring(1));
        } else {
            problems.add(Sdl.problem(
                    at,
                    "federation has no %s%s"
                            .formatted(name, Spelling.hint("@", name.substring(1), FederationDirectives.ALL))));
        }
    }

    private static String field(ObjectValue object, String name) {
        for (ObjectField field : object.getObjectFields()) {
            if (field.getName().equals(name) && field.getValue() instanceof StringValue text) {
                return text.getValue();
            }
        }
        return "";
    }
}
