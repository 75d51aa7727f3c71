package io.weir.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random valid subscription and a random event for {@link #SDL}: aliases, nested fragments, repeated fields,
 * conditions by literal and variable, every wrapping of types, and nulls where they may and may not stand.
 */
final class RandomOperation {

    static final String SDL = """
            enum Colour { RED GREEN BLUE }
            scalar Json
            interface Node { id: ID! label: String }
            interface Painted { colour: Colour! }
            union Thing = Box | Ball
            type Box implements Node & Painted {
              id: ID! label: String colour: Colour! big: Json
              things: [Thing!] must: Thing! nodes: [Node]! matrix: [[Int!]] words: [String!]!
              inside: Box ball: Ball! painted: Painted
            }
            type Ball implements Node & Painted { id: ID! label: String colour: Colour! radius: Float! bounces: Int next: Node }
            type Subscription { boxes: Box @eventsSubscribe(topic: "boxes") }
            """;

    private static final Map<String, Map<String, String>> COMPOSITE = Map.of(
            "Box",
            Map.of(
                    "things", "Thing", "must", "Thing", "nodes", "Node", "inside", "Box", "ball", "Ball", "painted",
                    "Painted"),
            "Ball",
            Map.of("next", "Node"),
            "Node",
            Map.of(),
            "Painted",
            Map.of(),
            "Thing",
            Map.of());
    private static final Map<String, List<String>> LEAVES = Map.of(
            "Box", List.of("id", "label", "colour", "big", "matrix", "words"),
            "Ball", List.of("id", "label", "colour", "radius", "bounces"),
            "Node", List.of("id", "label"),
            "Painted", List.of("colour"),
            "Thing", List.of());
    private static final Map<String, List<String>> POSSIBLE = Map.of(
            "Box", List.of("Box"),
            "Ball", List.of("Ball"),
            "Node", List.of("Box", "Ball"),
            "Painted", List.of("Box", "Ball"),
            "Thing", List.of("Box", "Ball"));

    private final Random random;
    private final List<String> fragments = new ArrayList<>();

    RandomOperation(long seed) {
        random = new Random(seed);
    }

    String query() {
        String selection = selection("Box", 4);
        return "subscription S($yes: Boolean = true, $no: Boolean = false) { root: boxes " + selection + " } "
                + String.join(" ", fragments);
    }

    Map<String, Object> event() {
        return object("Box", 4);
    }

    private String selection(String type, int depth) {
        StringBuilder selection = new StringBuilder("{ __typename @skip(if: $no) @include(if: $yes) ");
        int fields = 1 + random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            selection.append(item(type, depth)).append(' ');
        }
        return selection.append('}').toString();
    }

    private String item(String type, int depth) {
        int kind = random.nextInt(10);
        if (kind < 2 && depth > 0) {
            String narrower = pick(List.of("Box", "Ball", "Node", "Painted"));
            return overlaps(type, narrower)
                    ? "... on " + narrower + condition() + selection(narrower, depth - 1)
                    : "__typename";
        }
        if (kind < 3 && depth > 0) {
            String name = "F" + fragments.size();
            fragments.add("");
            fragments.set(
                    Integer.parseInt(name.substring(1)),
                    "fragment " + name + " on " + type + " " + selection(type, depth - 1));
            return "..." + name + condition();
        }
        if (kind < 6 && depth > 0 && !COMPOSITE.get(type).isEmpty()) {
            String field = pick(COMPOSITE.get(type).keySet().stream().sorted().toList());
            return field + condition() + selection(COMPOSITE.get(type).get(field), depth - 1);
        }
        List<String> leaves = LEAVES.get(type);
        if (leaves.isEmpty()) {
            return "kind: __typename";
        }
        String field = pick(leaves);
        return (random.nextBoolean() ? "" : "a_" + field + ": ") + field + condition();
    }

    private static boolean overlaps(String type, String narrower) {
        return POSSIBLE.get(type).stream().anyMatch(POSSIBLE.get(narrower)::contains);
    }

    private String condition() {
        return pick(List.of(
                " ",
                " ",
                " ",
                " @include(if: $yes) ",
                " @include(if: $no) ",
                " @skip(if: true) ",
                " @skip(if: false) "));
    }

    private Map<String, Object> object(String type, int depth) {
        String concrete = pick(POSSIBLE.get(type));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("__typename", concrete);
        object.put("id", rarely() ? null : random.nextInt(1000));
        object.put("label", random.nextBoolean() ? null : "l" + random.nextInt(10));
        object.put("colour", rarely() ? null : pick(List.of("RED", "GREEN", "BLUE")));
        if (concrete.equals("Ball")) {
            object.put("radius", rarely() ? null : random.nextInt(100) + 0.5);
            object.put("bounces", random.nextBoolean() ? null : random.nextInt());
            object.put("next", depth > 0 && random.nextBoolean() ? object("Node", depth - 1) : null);
            return object;
        }
        object.put("big", Map.of("deep", List.of(1, "two")));
        object.put("things", depth > 0 ? list("Thing", depth, true) : null);
        object.put("must", depth > 0 && !rarely() ? object("Thing", depth - 1) : null);
        object.put("nodes", depth > 0 && !rarely() ? list("Node", depth, false) : null);
        object.put("matrix", matrix());
        object.put("words", rarely() ? null : List.of("x", "y"));
        object.put("inside", depth > 0 && random.nextBoolean() ? object("Box", depth - 1) : null);
        object.put("ball", depth > 0 && !rarely() ? object("Ball", depth - 1) : null);
        object.put("painted", depth > 0 && random.nextBoolean() ? object("Painted", depth - 1) : null);
        return object;
    }

    private List<Object> list(String type, int depth, boolean sometimesNull) {
        List<Object> list = new ArrayList<>();
        int size = random.nextInt(3);
        for (int i = 0; i < size; i++) {
            list.add(sometimesNull && rarely() ? null : object(type, depth - 1));
        }
        return list;
    }

    private List<Object> matrix() {
        List<Object> row = new ArrayList<>(List.of(1, 2));
        if (rarely()) {
            row.add(null);
        }
        return new ArrayList<>(List.of(row, List.of()));
    }

    private boolean rarely() {
        return random.nextInt(12) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
