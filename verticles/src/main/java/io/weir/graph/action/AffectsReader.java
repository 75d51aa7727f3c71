package io.weir.graph.action;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import io.weir.config.Problem;
import io.weir.config.SystemConfig;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.template.TemplateChecker;
import io.weir.graph.template.TemplateChecker.Form;
import io.weir.template.Template;
import io.weir.template.Template.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads which systems an action affects: each is configured, and the field has the arguments that its templates name. */
final class AffectsReader {

    private final Map<String, SystemConfig> systems;
    private final TemplateChecker arguments;
    private final List<Problem> problems;

    AffectsReader(Map<String, SystemConfig> systems, TemplateChecker arguments, List<Problem> problems) {
        this.systems = systems;
        this.arguments = arguments;
        this.problems = problems;
    }

    /** Their names, in the order given. */
    List<String> read(FieldDefinition field, Directive action) {
        List<String> names = Sdl.texts(action, "affects");
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            SystemConfig system = systems.get(name);
            if (!seen.add(name)) {
                refuse(action, name, "is given twice; keep one");
            } else if (system == null) {
                refuse(action, name, "consistency.systems of the configuration has no such system, only " + known());
            } else {
                system.templates().forEach(template -> check(field, action, name, template));
            }
        }
        return names;
    }

    private void check(FieldDefinition field, Directive action, String name, Template template) {
        template.placeholders(Scope.ARGS)
                .forEach(argument -> arguments
                        .wrong(field, argument, Form.SINGLE)
                        .ifPresent(
                                wrong -> refuse(action, name, "\"%s\" of this system: %s".formatted(template, wrong))));
    }

    private void refuse(Directive action, String name, String why) {
        problems.add(Sdl.problem(action, "@action(affects:): \"%s\": %s".formatted(name, why)));
    }

    private String known() {
        return systems.isEmpty() ? "none at all" : String.join(", ", new TreeSet<>(systems.keySet()));
    }
}
