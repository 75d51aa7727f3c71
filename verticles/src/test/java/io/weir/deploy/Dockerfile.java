package io.weir.deploy;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Dockerfile, taken apart: what of the language ours uses; anything else is an error.
 *
 * @param stages by name, in order; the last is what is built when none is named
 */
record Dockerfile(Map<String, Stage> stages) {

    private static final Set<String> KNOWN = Set.of(
            "COPY",
            "RUN",
            "ENV",
            "WORKDIR",
            "EXPOSE",
            "STOPSIGNAL",
            "HEALTHCHECK",
            "ENTRYPOINT",
            "CMD",
            "VOLUME",
            "USER");

    /**
     * One stage.
     *
     * @param from another stage, or an image
     */
    record Stage(String name, String from, List<Instruction> instructions) {}

    /** One instruction; {@code arguments} is the rest of its line, continuations joined. */
    record Instruction(String name, String arguments) {

        /** The words of the shell form, options left out. */
        List<String> words() {
            return Arrays.stream(arguments.split("\\s+"))
                    .filter(word -> !word.startsWith("--"))
                    .toList();
        }

        /** An option's value; empty without it. */
        String option(String option) {
            return Arrays.stream(arguments.split("\\s+"))
                    .filter(word -> word.startsWith("--" + option + "="))
                    .map(word -> word.substring(option.length() + 3))
                    .findFirst()
                    .orElse("");
        }

        /** The words of the JSON form. */
        List<String> exec() {
            return new JsonArray(arguments.substring(arguments.indexOf('[')))
                    .stream().map(String::valueOf).toList();
        }
    }

    static Dockerfile parse(String text) {
        Map<String, Stage> stages = new LinkedHashMap<>();
        Stage stage = null;
        for (String line : text.replace("\\\n", " ").split("\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\s+", 2);
            if (parts[0].equals("FROM")) {
                String[] words = parts[1].split("\\s+");
                stage = new Stage(words[2], words[0], new ArrayList<>());
                stages.put(stage.name(), stage);
            } else if (stage != null && KNOWN.contains(parts[0])) {
                stage.instructions().add(new Instruction(parts[0], parts[1]));
            } else {
                throw new AssertionError("not an instruction that we know: " + line);
            }
        }
        return new Dockerfile(stages);
    }

    /** A stage's own instructions after those of the stages that it builds on. */
    List<Instruction> all(String stage) {
        Stage named = stages.get(stage);
        List<Instruction> all = new ArrayList<>(stages.containsKey(named.from()) ? all(named.from()) : List.of());
        all.addAll(named.instructions());
        return all;
    }

    /** The last of a stage's instructions of one name. */
    Instruction last(String stage, String name) {
        return all(stage).stream()
                .filter(instruction -> instruction.name().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
