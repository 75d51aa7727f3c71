package io.weir.graph.action;

import graphql.language.Directive;
import io.weir.config.Problem;
import io.weir.config.SystemConfig;
import io.weir.graph.sdl.Sdl;
import io.weir.template.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads which systems a directive's argument names: each is configured, and its templates have their values there. */
public final class SystemsReader {

    private final Map<String, SystemConfig> systems;
    private final List<Problem> problems;

    /** Knows these systems. */
    public SystemsReader(Map<String, SystemConfig> systems, List<Problem> problems) {
        this.systems = systems;
        this.problems = problems;
    }

    /**
     * Their names, in the order given.
     *
     * @param wrong what is wrong with each template of a system there
     */
    public List<String> read(Directive directive, String argument, Function<Template, List<String>> wrong) {
        List<String> names = Sdl.texts(directive, argument);
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            SystemConfig system = systems.get(name);
            if (!seen.add(name)) {
                refuse(directive, argument, name, "is given twice; keep one");
            } else if (system == null) {
                refuse(
                        directive,
                        argument,
                        name,
                        "consistency.systems of the configuration has no such system, only " + known());
            } else {
                system.templates()
                        .forEach(template -> wrong.apply(template)
                                .forEach(words -> refuse(
                                        directive,
                                        argument,
                                        name,
                                        "\"%s\" of this system: %s".formatted(template, words))));
            }
        }
        return names;
    }

    private void refuse(Directive directive, String argument, String name, String why) {
        problems.add(
                Sdl.problem(directive, "@%s(%s:): \"%s\": %s".formatted(directive.getName(), argument, name, why)));
    }

    private String known() {
        return systems.isEmpty() ? "none at all" : String.join(", ", new TreeSet<>(systems.keySet()));
    }
}
