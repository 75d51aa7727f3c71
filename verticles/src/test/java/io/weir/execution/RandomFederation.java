package io.weir.execution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A random graph, cut at random into subgraphs, with random data: entities with one or two keys, value types, an
 * interface, a union, an enum, shared fields, {@code @requires} and {@code @provides}, nulls where they may and may not
 * stand, and fields that fail.
 */
final class RandomFederation {

    private static final List<String> ENTITIES = List.of("A", "B", "C");
    private static final Map<String, List<String>> POSSIBLE = Map.of(
            "A", List.of("A"),
            "B", List.of("B"),
            "C", List.of("C"),
            "V", List.of("V"),
            "N", List.of("A", "B"),
            "U", List.of("B", "C"));
    private static final List<String> SCALARS =
            List.of("String", "String!", "Int", "Boolean", "Z", "[String!]", "[[Int]]");
    private static final List<String> REFERENCES = List.of(
            "A", "B", "C", "V", "N", "U", "A!", "B!", "V!", "[A]", "[B!]", "[C!]!", "[V]", "[N]", "[N!]!", "[U]",
            "[[B]]");

    /** A field of the merged graph, and which subgraphs have it. */
    record Field(String name, String type, boolean argument, Set<Integer> owners, String requires, String provides) {

        String sdl() {
            return name + (argument ? "(x: Int = 5)" : "") + ": " + type;
        }

        String named() {
            return type.replaceAll("[\\[\\]!]", "");
        }

        boolean composite() {
            return POSSIBLE.containsKey(named());
        }
    }

    private final Random random;
    private final boolean faults;
    private final int subgraphs;
    private final Map<String, List<Field>> fields = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Set<String>>> keys = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Object>>> store = new LinkedHashMap<>();
    private final Set<String> failing = new HashSet<>();
    private int objects;

    RandomFederation(long seed, boolean faults) {
        this.random = new Random(seed);
        this.faults = faults;
        this.subgraphs = 2 + random.nextInt(3);
        for (String entity : ENTITIES) {
            keys.put(entity, keysOf());
        }
        for (String entity : ENTITIES) {
            fields.put(entity, fieldsOf(entity.toLowerCase(java.util.Locale.ROOT), 3 + random.nextInt(4), false));
        }
        fields.put("V", fieldsOf("v", 2 + random.nextInt(2), true));
        ENTITIES.forEach(this::addRequired);
        ENTITIES.forEach(this::addProvided);
        fields.put("Query", queries());
        fill();
    }

    private Map<Integer, Set<String>> keysOf() {
        Map<Integer, Set<String>> bySubgraph = new LinkedHashMap<>();
        int home = random.nextInt(subgraphs);
        for (int s = 0; s < subgraphs; s++) {
            Set<String> of = new LinkedHashSet<>();
            if (s == home || random.nextInt(4) > 0) {
                of.add("id");
            }
            if (s == home || of.isEmpty() || random.nextInt(4) == 0) {
                of.add("code");
            }
            bySubgraph.put(s, of);
        }
        return bySubgraph;
    }

    private List<Field> fieldsOf(String prefix, int count, boolean everywhere) {
        List<Field> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean reference = random.nextInt(5) < 2;
            String type = pick(reference ? REFERENCES : SCALARS);
            boolean argument = type.equals("String") && random.nextInt(3) == 0;
            made.add(new Field(prefix + i, type, argument, everywhere ? all() : owners(), null, null));
        }
        return made;
    }

    private Set<Integer> all() {
        Set<Integer> all = new TreeSet<>();
        for (int s = 0; s < subgraphs; s++) {
            all.add(s);
        }
        return all;
    }

    private Set<Integer> owners() {
        Set<Integer> owners = new TreeSet<>(Set.of(random.nextInt(subgraphs)));
        if (random.nextInt(5) == 0) {
            owners.add(random.nextInt(subgraphs));
        }
        return owners;
    }

    private void addRequired(String entity) {
        List<Field> candidates = fields.get(entity).stream()
                .filter(field -> field.type().equals("String") && !field.argument())
                .toList();
        if (candidates.isEmpty() || random.nextBoolean()) {
            return;
        }
        Field required = pick(candidates);
        int asker = random.nextInt(subgraphs);
        if (!required.owners().contains(asker)) {
            fields.get(entity)
                    .add(new Field(required.name() + "r", "String", false, Set.of(asker), required.name(), null));
        }
    }

    private void addProvided(String entity) {
        List<Field> candidates = fields.get(entity).stream()
                .filter(field -> !field.composite() && field.requires() == null && !field.argument())
                .toList();
        if (candidates.isEmpty() || random.nextBoolean()) {
            return;
        }
        Field provided = pick(candidates);
        int provider = random.nextInt(subgraphs);
        String from = pick(ENTITIES);
        if (!provided.owners().contains(provider)) {
            fields.get(from)
                    .add(new Field(
                            from.toLowerCase(java.util.Locale.ROOT) + "p" + entity,
                            random.nextBoolean() ? entity : "[" + entity + "]",
                            false,
                            Set.of(provider),
                            null,
                            provided.name()));
        }
    }

    private List<Field> queries() {
        List<Field> queries = new ArrayList<>();
        int i = 0;
        for (String type : List.of("A", "B!", "[C]", "N", "[U!]", "V", "[A!]!")) {
            queries.add(new Field("q" + i++, type, false, owners(), null, null));
        }
        return queries;
    }

    private boolean providedElsewhere(String type, String name) {
        return fields.values().stream()
                .flatMap(List::stream)
                .anyMatch(
                        field -> name.equals(field.provides()) && field.named().equals(type));
    }

    // ------------------------------------------------------------------------------------------------------- SDL

    String monolith() {
        StringBuilder sdl = new StringBuilder("enum Z { P Q }\nunion U = B | C\ninterface N { id: ID! }\n");
        fields.forEach((type, of) -> {
            String head = POSSIBLE.get("N").contains(type) ? " implements N" : "";
            sdl.append("type ").append(type).append(head).append(" {");
            if (ENTITIES.contains(type)) {
                sdl.append(" id: ID! code: String!");
            }
            of.forEach(field -> sdl.append(' ').append(field.sdl()));
            sdl.append(" }\n");
        });
        return sdl.toString();
    }

    Map<String, String> subgraphs() {
        Map<String, String> sdls = new LinkedHashMap<>();
        for (int s = 0; s < subgraphs; s++) {
            sdls.put("s" + s, subgraph(s));
        }
        return sdls;
    }

    private String subgraph(int s) {
        Set<String> used = used(s);
        StringBuilder sdl = new StringBuilder("extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\","
                + " import: [\"@key\", \"@shareable\", \"@external\", \"@requires\", \"@provides\"])\n");
        if (used.contains("Z")) {
            sdl.append("enum Z { P Q }\n");
        }
        if (used.contains("U")) {
            sdl.append("union U = B | C\n");
        }
        if (used.contains("N")) {
            sdl.append("interface N { id: ID! }\n");
        }
        fields.forEach((type, of) -> {
            if (used.contains(type)) {
                sdl.append(type(s, type, of, used.contains("N")));
            }
        });
        return sdl.toString();
    }

    private String type(int s, String type, List<Field> of, boolean withInterface) {
        StringBuilder body = new StringBuilder();
        StringBuilder head = new StringBuilder("type " + type);
        if (ENTITIES.contains(type)) {
            Set<String> key = keys.get(type).get(s);
            head.append(withInterface && POSSIBLE.get("N").contains(type) ? " implements N" : "");
            key.forEach(field -> head.append(" @key(fields: \"").append(field).append("\")"));
            body.append(" id: ID!").append(key.contains("id") ? "" : " @shareable");
            body.append(key.contains("code") ? " code: String!" : "");
        }
        Set<String> external = new TreeSet<>();
        for (Field field : of) {
            if (field.owners().contains(s)) {
                body.append(' ').append(field.sdl());
                body.append(
                        field.owners().size() > 1 || type.equals("V") || providedElsewhere(type, field.name())
                                ? " @shareable"
                                : "");
                body.append(field.requires() == null ? "" : " @requires(fields: \"" + field.requires() + "\")");
                body.append(field.provides() == null ? "" : " @provides(fields: \"" + field.provides() + "\")");
                if (field.requires() != null) {
                    external.add(field.requires());
                }
            } else if (providedIn(s, type, field.name())) {
                external.add(field.name());
            }
        }
        for (Field field : of) {
            if (external.contains(field.name())) {
                body.append(' ').append(field.sdl()).append(" @external");
            }
        }
        return body.length() == 0 ? "" : head + " {" + body + " }\n";
    }

    private boolean providedIn(int s, String type, String name) {
        return fields.values().stream()
                .flatMap(List::stream)
                .anyMatch(field -> field.owners().contains(s)
                        && name.equals(field.provides())
                        && field.named().equals(type));
    }

    /** The types that a subgraph must declare. */
    private Set<String> used(int s) {
        Set<String> used = new TreeSet<>(Set.of("Query"));
        ENTITIES.stream()
                .filter(type -> keys.get(type).get(s).size() == 2
                        || fields.get(type).stream()
                                .anyMatch(field -> field.owners().contains(s)))
                .forEach(used::add);
        int before = 0;
        while (before != used.size()) {
            before = used.size();
            for (String type : List.copyOf(used)) {
                used.addAll(POSSIBLE.getOrDefault(type, List.of()));
                for (Field field : fields.getOrDefault(type, List.of())) {
                    if (field.owners().contains(s) || providedIn(s, type, field.name())) {
                        used.add(field.named());
                    }
                }
            }
        }
        return used;
    }

    // ------------------------------------------------------------------------------------------------------ data

    private void fill() {
        for (String entity : ENTITIES) {
            List<Map<String, Object>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Map<String, Object> object = new LinkedHashMap<>(Map.of("__typename", entity));
                object.put("$", entity + i);
                object.put("id", entity + i);
                object.put("code", "code" + entity + i);
                all.add(object);
            }
            store.put(entity, all);
        }
        store.forEach((entity, all) -> all.forEach(object -> fillFields(object, 2)));
        Map<String, Object> root = new LinkedHashMap<>(Map.of("__typename", "Query", "$", "Query"));
        store.put("Query", List.of(root));
        fillFields(root, 2);
    }

    private void fillFields(Map<String, Object> object, int depth) {
        String type = (String) object.get("__typename");
        for (Field field : fields.get(type)) {
            if (field.requires() == null) {
                object.put(field.name(), value(field.type(), depth));
                boolean safe = isRequired(type, field.name());
                if (faults && !safe && random.nextInt(40) == 0) {
                    failing.add(object.get("$") + "." + field.name());
                }
            }
        }
        for (Field field : fields.get(type)) {
            if (field.requires() != null) {
                object.put(field.name(), "r(" + object.get(field.requires()) + ")");
            }
        }
    }

    private boolean isRequired(String type, String name) {
        return fields.get(type).stream().anyMatch(field -> name.equals(field.requires()));
    }

    private Object value(String type, int depth) {
        if (type.endsWith("!")) {
            String nullable = type.substring(0, type.length() - 1);
            return faults && random.nextInt(40) == 0 ? null : present(nullable, depth);
        }
        return random.nextInt(6) == 0 ? null : present(type, depth);
    }

    private Object present(String type, int depth) {
        if (type.startsWith("[")) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(value(type.substring(1, type.length() - 1), depth));
            }
            return list;
        }
        return switch (type) {
            case "String" -> "t" + random.nextInt(100);
            case "Int" -> random.nextInt(100);
            case "Boolean" -> random.nextBoolean();
            case "Z" -> random.nextBoolean() ? "P" : "Q";
            case "V" -> valueObject(depth);
            default -> pick(store.get(pick(POSSIBLE.get(type))));
        };
    }

    private Map<String, Object> valueObject(int depth) {
        Map<String, Object> object = new LinkedHashMap<>(Map.of("__typename", "V", "$", "V" + objects++));
        if (depth > 0) {
            fillFields(object, depth - 1);
        } else {
            fields.get("V").forEach(field -> object.put(field.name(), leaf(field.type())));
        }
        return object;
    }

    /** Ends a chain of value objects. */
    private Object leaf(String type) {
        if (type.endsWith("!")) {
            String named = type.replaceAll("[\\[\\]!]", "");
            return type.startsWith("[") ? List.of() : named.equals("V") ? null : present(named, 0);
        }
        return null;
    }

    List<Map<String, Object>> all(String type) {
        return store.get(type);
    }

    Map<String, Object> root() {
        return store.get("Query").get(0);
    }

    boolean fails(Map<?, ?> object, String field) {
        return failing.contains(object.get("$") + "." + field);
    }

    String requirementOf(String type, String name) {
        return fields.getOrDefault(type, List.of()).stream()
                .filter(field -> field.name().equals(name) && field.requires() != null)
                .map(Field::requires)
                .findFirst()
                .orElse(null);
    }

    // ------------------------------------------------------------------------------------------------ operations

    /** A selection of root fields. */
    String query() {
        StringBuilder query = new StringBuilder("{");
        List<Field> roots = new ArrayList<>(fields.get("Query"));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Field field = pick(roots);
            if (faults) { // see aliased
                roots.remove(field);
            }
            query.append(" r").append(i).append(": ").append(selected(field, 3));
        }
        return query.append(" }").toString();
    }

    /** Defines the variables that a selection uses. */
    static String variables(String selection) {
        List<String> used = new ArrayList<>();
        if (selection.contains("$x")) {
            used.add("$x: Int");
        }
        if (selection.contains("$yes")) {
            used.add("$yes: Boolean! = true");
        }
        return used.isEmpty() ? "" : "(" + String.join(", ", used) + ")";
    }

    /** A selection on A. */
    String selection() {
        return selection("A", 3);
    }

    private String selection(String type, int depth) {
        List<String> items = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            items.add(item(type, depth));
        }
        return items.stream().collect(Collectors.joining(" ", " { ", " }"));
    }

    private String item(String type, int depth) {
        int kind = random.nextInt(12);
        if (kind == 0) {
            return "__typename";
        }
        if (type.equals("N") || type.equals("U") || kind == 1) {
            if (type.equals("N") && random.nextBoolean()) {
                return "id";
            }
            String concrete = pick(POSSIBLE.get(type));
            return depth == 0 ? "__typename" : "... on " + concrete + selection(concrete, depth - 1);
        }
        if (kind == 2 && ENTITIES.contains(type)) {
            return random.nextBoolean() ? "id" : "alias: code";
        }
        List<Field> candidates = fields.get(type).stream()
                .filter(field -> depth > 0 || !field.composite())
                .toList();
        return candidates.isEmpty() ? "__typename" : aliased(pick(candidates), depth);
    }

    private String aliased(Field field, int depth) {
        // under two aliases a subgraph is asked once for a field, so that a failure below one of them is one of both
        boolean together = faults && field.composite();
        boolean alias = field.argument() || (!together && random.nextInt(3) == 0);
        return (alias ? "x" + random.nextInt(1000) + field.name() + ": " : "") + selected(field, depth);
    }

    private String selected(Field field, int depth) {
        String argument = !field.argument() || random.nextInt(3) == 0
                ? ""
                : random.nextBoolean() ? "(x: " + random.nextInt(3) + ")" : "(x: $x)";
        String condition = random.nextInt(8) == 0 ? " @include(if: $yes)" : "";
        return field.name() + argument + condition + (field.composite() ? selection(field.named(), depth - 1) : "");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
