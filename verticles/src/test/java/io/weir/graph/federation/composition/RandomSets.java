package io.weir.graph.federation.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Small sets of subgraphs over one vocabulary, many of which do not fit together: fields with few or many owners,
 * different types, arguments, enums, inputs, members. The same seed gives the same sets.
 */
final class RandomSets {

    private static final List<String> ENTITIES = List.of("Cat", "Dog");

    private final Random random;
    private final StringBuilder sdl = new StringBuilder();

    RandomSets(long seed) {
        this.random = new Random(seed);
    }

    List<SubgraphSet> take(int count) {
        return Stream.iterate(1, number -> number + 1)
                .limit(count)
                .map(this::next)
                .toList();
    }

    private SubgraphSet next(int number) {
        sdl.setLength(0);
        List<String> names = chance(30) ? List.of("red", "blue", "green") : List.of("red", "blue");
        for (int i = 0; i < names.size(); i++) {
            subgraph(names.get(i), names.get((i + 1) % names.size()));
        }
        return SubgraphSet.parse("random-" + number, sdl.toString());
    }

    private void subgraph(String name, String other) {
        boolean federation1 = chance(10);
        line("#### %s", name);
        if (!federation1) {
            line(
                    "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.5\", import: [\"@key\", \"@shareable\","
                            + " \"@requires\", \"@provides\", \"@external\", \"@override\", \"@inaccessible\", \"@tag\"])");
        }
        List<String> declared = new ArrayList<>();
        for (String entity : ENTITIES) {
            if (chance(80)) {
                declared.add(entity);
                entity(entity, other, federation1);
            }
        }
        if (declared.isEmpty()) {
            declared.add("Cat");
            entity("Cat", other, federation1);
        }
        line(
                "type Box%s { size: Int%s%s }",
                mark(95, " @shareable", federation1),
                mark(40, "!"),
                chance(30) ? " lid: String" + mark(90, " @shareable", federation1) : "");
        line("enum Mood { CALM %s%s}", mark(80, "WILD "), mark(20, "LAZY "));
        line("enum Taste { SWEET %s%s}", mark(80, "SOUR "), mark(20, "SALTY "));
        line("enum Both { ON OFF %s}", mark(3, "AUTO "));
        line("input Wish { what: Taste%s%s }", mark(30, "!"), chance(40) ? " much: Int" + mark(5, "!") : "");
        line("union Pet = %s", String.join(" | ", declared));
        line("interface Named { name: String }");
        String animal = declared.get(random.nextInt(declared.size()));
        line("type Query {");
        line("  any%s: %s", name, animal);
        line("  pet: Pet%s", mark(97, " @shareable", federation1));
        line("  mood%s: Mood%s", arguments(), mark(97, " @shareable", federation1));
        line("  flip(both: Both): Both%s", mark(97, " @shareable", federation1));
        line("  grant(wish: Wish): Box%s", mark(97, " @shareable", federation1));
        line("  named%s: Named", name);
        line("}");
    }

    private void entity(String name, String other, boolean federation1) {
        boolean named = chance(50);
        line(
                "type %s%s @key(fields: \"id\"%s)%s {",
                name,
                named ? " implements Named" : "",
                chance(10) ? ", resolvable: false" : "",
                chance(20) ? " @key(fields: \"code\")" : "");
        line("  id: ID!%s", mark(10, " @inaccessible", federation1));
        line("  code: String%s", mark(97, " @shareable", federation1));
        if (named) {
            line("  name: String%s%s", mark(30, "!"), mark(97, " @shareable", federation1));
        }
        boolean external = chance(10);
        if (external) {
            line("  age: Int @external");
            line("  older%s: Int @requires(fields: \"age\")", other);
        } else if (chance(50)) {
            line("  age: Int%s", owner(other, federation1));
        }
        if (chance(40)) {
            line("  box: Box%s%s", mark(20, "!"), owner(other, federation1));
        }
        if (chance(40)) {
            line("  moods%s: [Mood%s]%s", arguments(), mark(40, "!"), owner(other, federation1));
        }
        if (chance(30)) {
            line("  friend: %s%s", name, owner(other, federation1));
        }
        line("}");
    }

    private String arguments() {
        return chance(50)
                ? "(than: Taste" + mark(5, "!") + (chance(30) ? ", top: Int = " + (chance(5) ? 1 : 0) : "") + ")"
                : "";
    }

    /** What makes two owners of a field agree, now and then. */
    private String owner(String other, boolean federation1) {
        int which = federation1 ? 100 : random.nextInt(100);
        if (which < 82) {
            return " @shareable";
        }
        if (which < 90) {
            return " @override(from: \"" + other + "\")";
        }
        return which < 97 ? " @shareable @inaccessible" : "";
    }

    private String mark(int percent, String text, boolean federation1) {
        return federation1 ? "" : mark(percent, text);
    }

    private String mark(int percent, String text) {
        return chance(percent) ? text : "";
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void line(String format, Object... arguments) {
        sdl.append(format.formatted(arguments)).append('\n');
    }
}
