package io.weir.graph;

import graphql.language.Argument;
import graphql.language.AstPrinter;
import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.VariableReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One schema, split at random into two to four subgraphs, with data that follow from the seed, so that a plan's answer
 * can be compared with that of a server that has everything.
 *
 * <p>There are three entity types {@code E0} to {@code E2}, all of the interface {@code Thing}: {@code s0} and {@code s1}
 * are strings, {@code said} takes an argument, {@code c} requires {@code s0}, {@code ref} and {@code refs} lead to other
 * entities and may provide {@code s1}, {@code v} is a value whose fields may be spread over subgraphs, {@code thing} leads
 * to an entity of any type that its subgraph knows.
 */
public final class RandomSplit {

    private static final int ENTITIES = 3;
    private static final String LINK = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
              import: ["@key" "@shareable" "@external" "@provides" "@requires"])
            """;

    private final Random random;
    private final int subgraphs;
    private final Map<Integer, Map<String, Map<String, String>>> types = new TreeMap<>();
    private final Map<Integer, Set<String>> roots = new TreeMap<>();
    private final Map<String, Integer> targets = new TreeMap<>();
    private final Map<String, Integer> thingOwners = new TreeMap<>();

    /** An entity or a value that belongs to one. */
    public record Thing(String type, int id) {}

    /** The split of a seed. */
    public RandomSplit(long seed) {
        random = new Random(seed);
        subgraphs = 2 + random.nextInt(3);
        for (int entity = 0; entity < ENTITIES; entity++) {
            split("E" + entity, "V" + entity);
        }
        for (int entity = 0; entity < ENTITIES; entity++) {
            String type = "E" + entity;
            List<Integer> knowing = types.keySet().stream()
                    .filter(g -> types.get(g).containsKey(type))
                    .toList();
            root(pick(knowing), "e" + entity + ": " + type);
            root(pick(knowing), "l" + entity + ": [" + type + "]");
        }
    }

    private void split(String type, String value) {
        int owner = subgraph();
        field(owner, type, "s0", "String");
        int computes = (owner + 1 + random.nextInt(subgraphs - 1)) % subgraphs;
        field(computes, type, "s0", "String @external");
        field(computes, type, "c", "String @requires(fields: \"s0\")");
        for (int g : some()) {
            field(g, type, "s1", "String @shareable");
        }
        field(subgraph(), type, "said", "(n: Int): String");
        reference(type, "ref", "%s");
        reference(type, "refs", "[%s]");
        List<Integer> holders = new ArrayList<>(some());
        for (int i = 0; i < holders.size(); i++) {
            field(holders.get(i), type, "v", value + " @shareable");
            types.get(holders.get(i)).computeIfAbsent(value, v -> new TreeMap<>());
        }
        for (String part : List.of("a", "b")) {
            types.get(pick(holders)).get(value).put(part, "String @shareable");
        }
        holders.forEach(g -> types.get(g).get(value).put("o", "String @shareable"));
        int g = subgraph();
        field(g, type, "thing", "Thing");
        thingOwners.put(type, g);
    }

    private void reference(String type, String name, String shape) {
        int g = subgraph();
        int target = random.nextInt(ENTITIES);
        targets.put(type + "." + name, target);
        declare(g, "E" + target);
        field(g, type, name, shape.formatted("E" + target) + (random.nextBoolean() ? " PROVIDES" : ""));
    }

    private void declare(int g, String type) {
        types.computeIfAbsent(g, k -> new TreeMap<>())
                .computeIfAbsent(type, t -> new TreeMap<>())
                .put("id", "ID!");
    }

    private void field(int g, String type, String name, String rest) {
        declare(g, type);
        types.get(g).get(type).put(name, rest);
    }

    private void root(int g, String field) {
        roots.computeIfAbsent(g, k -> new LinkedHashSet<>()).add(field);
    }

    private int subgraph() {
        return random.nextInt(subgraphs);
    }

    private Set<Integer> some() {
        return new TreeSet<>(List.of(subgraph(), subgraph()).stream().distinct().toList());
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The subgraphs' SDL by name. */
    public Map<String, String> sdl() {
        Map<String, String> sdl = new LinkedHashMap<>();
        types.keySet().forEach(g -> sdl.put("g" + g, LINK + sdl(g)));
        return sdl;
    }

    private String sdl(int g) {
        StringBuilder sdl = new StringBuilder("interface Thing { id: ID! }\n");
        if (roots.containsKey(g)) {
            sdl.append("type Query { ").append(String.join(" ", roots.get(g))).append(" }\n");
        }
        Map<String, Map<String, String>> written = new TreeMap<>();
        types.get(g).forEach((type, fields) -> written.put(type, new TreeMap<>(fields)));
        written.forEach((type, fields) -> fields.replaceAll((name, rest) -> provides(g, type, name, rest, written)));
        written.forEach((type, fields) -> sdl.append("type ")
                .append(type)
                .append(type.startsWith("E") ? " implements Thing @key(fields: \"id\")" : "")
                .append(" { ")
                .append(fields.entrySet().stream()
                        .map(field ->
                                field.getKey() + (field.getValue().startsWith("(") ? "" : ": ") + field.getValue())
                        .collect(Collectors.joining(" ")))
                .append(" }\n"));
        return sdl.toString();
    }

    /** Provides a string that the subgraph does not own; where it does, there is nothing to provide. */
    private String provides(int g, String type, String name, String rest, Map<String, Map<String, String>> written) {
        if (!rest.endsWith(" PROVIDES")) {
            return rest;
        }
        String plain = rest.substring(0, rest.indexOf(" PROVIDES"));
        String target = "E" + targets.get(type + "." + name);
        if (target.equals(type) || types.get(g).get(target).containsKey("s1")) {
            return plain;
        }
        written.get(target).put("s1", "String @external");
        return plain + " @provides(fields: \"s1\")";
    }

    /** A random query; its one variable is {@code $n}. */
    public String query() {
        StringBuilder query = new StringBuilder("query($n: Int) { q: e0 { said(n: $n) } ");
        int fields = 1 + random.nextInt(3);
        for (int i = 0; i < fields; i++) {
            int entity = random.nextInt(ENTITIES);
            query.append("r" + i + ": ")
                    .append(random.nextBoolean() ? "e" : "l")
                    .append(entity)
                    .append(selection("E" + entity, 3));
        }
        return query.append("}").toString();
    }

    private String selection(String type, int depth) {
        StringBuilder selection = new StringBuilder(" { ");
        int fields = 1 + random.nextInt(4);
        for (int i = 0; i < fields; i++) {
            selection
                    .append(type.equals("Thing") ? narrowed(depth) : item(type, depth))
                    .append(' ');
        }
        return selection.append("} ").toString();
    }

    private String narrowed(int depth) {
        if (random.nextInt(3) == 0) {
            return random.nextBoolean() ? "id" : "__typename";
        }
        String type = "E" + random.nextInt(ENTITIES);
        return "... on " + type + selection(type, depth);
    }

    private String item(String type, int depth) {
        int kind = random.nextInt(depth > 0 ? 11 : 6);
        return switch (kind) {
            case 0 -> "id";
            case 1 -> "s0";
            case 2 -> "s1";
            case 3 -> "c";
            case 4 -> pick(List.of("said(n: $n)", "x0: said(n: 0)", "x1: said(n: 1)"));
            case 5 -> "v { " + pick(List.of("a", "b", "o", "a b", "b o")) + " }";
            case 6, 7 -> "ref" + selection("E" + targets.get(type + ".ref"), depth - 1);
            case 8, 9 -> "refs" + selection("E" + targets.get(type + ".refs"), depth - 1);
            default -> "thing" + selection("Thing", depth - 1);
        };
    }

    /** What a server that has everything answers to a root selection. */
    public Map<String, Object> answer(SelectionSet selections, Map<String, Object> variables) {
        Map<String, Object> answer = new LinkedHashMap<>();
        for (Selection<?> selection : selections.getSelections()) {
            Field field = (Field) selection;
            Object value = field.getName().startsWith("e")
                    ? new Thing("E" + field.getName().charAt(1), 1)
                    : List.of(
                            new Thing("E" + field.getName().charAt(1), 2),
                            new Thing("E" + field.getName().charAt(1), 3));
            put(answer, field, complete(value, field, variables, null));
        }
        return answer;
    }

    /**
     * What is answered for one object.
     *
     * @param representation what a gateway said of the object; null for a server that knows everything itself
     */
    public Map<String, Object> answer(
            Thing thing, SelectionSet selections, Map<String, Object> variables, Map<?, ?> representation) {
        Map<String, Object> answer = new LinkedHashMap<>();
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof InlineFragment inline) {
                String condition = inline.getTypeCondition().getName();
                if (condition.equals(thing.type()) || condition.equals("Thing")) {
                    merge(answer, answer(thing, inline.getSelectionSet(), variables, representation));
                }
            } else if (selection instanceof Field field) {
                put(answer, field, complete(value(thing, field, variables, representation), field, variables, null));
            }
        }
        return answer;
    }

    private Object complete(Object value, Field field, Map<String, Object> variables, Map<?, ?> representation) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(element -> complete(element, field, variables, representation))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        return value instanceof Thing thing ? answer(thing, field.getSelectionSet(), variables, representation) : value;
    }

    private Object value(Thing thing, Field field, Map<String, Object> variables, Map<?, ?> representation) {
        String name = field.getName();
        String coordinate = thing.type() + thing.id() + "." + name;
        int choice = Math.floorMod(coordinate.hashCode(), 7);
        return switch (name) {
            case "__typename" -> thing.type();
            case "id" -> String.valueOf(thing.id());
            case "ref" -> choice == 0 ? null : new Thing("E" + targets.get(thing.type() + ".ref"), choice);
            case "refs" -> references(thing, choice);
            case "v" -> new Thing("V" + thing.type().charAt(1), thing.id());
            case "thing" -> thing(thing, choice);
            case "c" -> "c of " + (representation == null ? text(thing, "s0") : representation.get("s0"));
            case "said" -> coordinate + arguments(field, variables);
            default -> text(thing, name);
        };
    }

    private List<Thing> references(Thing thing, int choice) {
        List<Thing> references = new ArrayList<>();
        for (int i = 0; i < choice % 3; i++) {
            references.add(new Thing("E" + targets.get(thing.type() + ".refs"), choice + i));
        }
        return references;
    }

    /** Of a type that the subgraph which answers knows. */
    private Thing thing(Thing thing, int choice) {
        List<String> known = types.get(thingOwners.get(thing.type())).keySet().stream()
                .filter(type -> type.startsWith("E"))
                .toList();
        return new Thing(known.get(choice % known.size()), choice);
    }

    private static String text(Thing thing, String name) {
        return thing.type() + thing.id() + "." + name;
    }

    private static String arguments(Field field, Map<String, Object> variables) {
        return field.getArguments().stream()
                .map(Argument::getValue)
                .map(value -> value instanceof VariableReference variable
                        ? String.valueOf(variables.get(variable.getName()))
                        : AstPrinter.printAst(value))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static void put(Map<String, Object> answer, Field field, Object value) {
        if (answer.get(field.getResultKey()) != null) {
            answer.put(field.getResultKey(), merged(answer.get(field.getResultKey()), value));
        } else {
            answer.put(field.getResultKey(), value);
        }
    }

    /** Merges what another selection of the same objects brought. */
    public static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach((key, value) -> into.merge(key, value == null ? NULL : value, RandomSplit::merged));
        into.replaceAll((key, value) -> value == NULL ? null : value);
    }

    private static final Object NULL = new Object();

    @SuppressWarnings("unchecked")
    private static Object merged(Object one, Object other) {
        if (one instanceof Map<?, ?> && other instanceof Map<?, ?>) {
            merge((Map<String, Object>) one, (Map<String, Object>) other);
        } else if (one instanceof List<?> list && other instanceof List<?> others) {
            for (int i = 0; i < list.size(); i++) {
                merged(list.get(i), others.get(i));
            }
        } else {
            return other;
        }
        return one;
    }
}
