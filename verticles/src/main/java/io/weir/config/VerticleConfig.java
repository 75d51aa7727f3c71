package io.weir.config;

import io.weir.config.yaml.ClassPath;
import io.weir.config.yaml.Literals;
import io.weir.config.yaml.Place;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A verticle of the user's that runs within a node, trusted as the node itself.
 *
 * @param name the class, or what a verticle factory on the class path makes one of, such as {@code groovy:orders.groovy}
 * @param classpath the jars and folders that it is found in
 * @param instances how many of it run, each on an event loop
 * @param config what it reads as {@code config()}
 * @param place where the configuration has it
 */
public record VerticleConfig(
        String name, List<Path> classpath, int instances, Map<String, @Nullable Object> config, Place place) {

    private static final Scalar<String> NAME = Values.text(
            "a class such as com.example.Orders, or PREFIX:NAME for a verticle factory, such as groovy:orders.groovy",
            Pattern.compile("[^\\s\\x00-\\x1f\\x7f]{1,255}"));
    private static final Scalar<Integer> INSTANCES = Values.integer(1, 256);

    static final Shape<VerticleConfig> SHAPE = keys -> new VerticleConfig(
            keys.required(
                    "name",
                    NAME,
                    "com.example.Orders",
                    "The verticle's class, or `PREFIX:NAME` for a verticle factory on its class path."),
            keys.optional(
                    "classpath",
                    new ClassPath(),
                    List.of(),
                    "The jars and folders that it and its libraries are in; `lib/*` stands for the jars in `lib`."),
            keys.optional("instances", INSTANCES, 1, "How many of it run, each on an event loop of its own."),
            keys.optional("config", new Literals(), Map.of(), "What it reads as `config()`."),
            keys.place());

    /** Checks every rule. */
    public VerticleConfig {
        NAME.check("name", name);
        classpath = List.copyOf(classpath);
        INSTANCES.check("instances", instances);
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }
}
