package io.weir.config;

import io.weir.config.yaml.NamedSections;
import io.weir.config.yaml.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who has a say in mutations, whatever their fields do.
 *
 * @param mutationBefore are asked before anything of the mutation runs; those of one field one after another
 * @param mutationAfter are told of a field that has succeeded, before the client is
 */
public record HooksConfig(List<HookConfig> mutationBefore, List<HookConfig> mutationAfter) {

    private static final NamedSections<HookConfig> HOOKS =
            new NamedSections<>(HookConfig.SHAPE, hook -> hook.field() + " " + hook.where());

    static final Shape<HooksConfig> SHAPE = keys -> new HooksConfig(
            keys.optional(
                    "mutationBefore",
                    HOOKS,
                    List.of(),
                    "Asked before anything of a mutation runs; may change its arguments, or refuse it."),
            keys.optional(
                    "mutationAfter",
                    HOOKS,
                    List.of(),
                    "Told of a field that has succeeded, with its result, before the client is."));

    /** Nobody has. */
    public static final HooksConfig DEFAULT = SHAPE.defaults();

    /** Copies the lists. */
    public HooksConfig {
        mutationBefore = List.copyOf(mutationBefore);
        mutationAfter = List.copyOf(mutationAfter);
    }

    /** Every hook. */
    public Stream<HookConfig> all() {
        return Stream.concat(mutationBefore.stream(), mutationAfter.stream());
    }
}
