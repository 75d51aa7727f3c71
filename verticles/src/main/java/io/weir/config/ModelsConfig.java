package io.weir.config;

import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The types that the store keeps.
 *
 * @param allow changes of their tables that could lose what the store holds, or fail, and may be made nevertheless: the words
 *     that {@code weir check} prints
 */
public record ModelsConfig(List<String> allow) {

    private static final ListOf<String> WORDS = new ListOf<>(Values.text(
            "what check prints, such as drop Order.note, change Order.total Float -> Int, require Order.note,"
                    + " unique Order.number or remove OrderState.OLD",
            Pattern.compile("(?:drop|require|unique) [^\\s.]+(?:\\.[^\\s.]+)?|remove [^\\s.]+\\.[^\\s.]+"
                    + "|change [^\\s.]+\\.[^\\s.]+ [^\\s.]+ -> [^\\s.]+")));

    static final Shape<ModelsConfig> SHAPE = keys -> new ModelsConfig(keys.optional(
            "allow",
            WORDS,
            List.of(),
            "Changes of the models' tables that could lose what the store holds, or fail, and may be made nevertheless: the"
                    + " words that `check` prints."));

    /** Nothing but additions. */
    public static final ModelsConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public ModelsConfig {
        WORDS.check("allow", allow);
        allow = List.copyOf(allow);
    }
}
