package io.weir.polyglot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.server.ConfiguredNode;
import io.weir.server.GraphqlSocket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verticles in Groovy, Kotlin and Java that the configuration names, in a node. */
class GuestVerticlesIT {

    private static final String SDL = """
            type Query { greeting(name: ID!): Greeting @eventsRequest(topic: "getGreeting.{{ args.name }}") }
            type Mutation {
              greet(name: String): Greeting @action(url: "bus:greet")
              tell(text: String!): PublishEventResult! @eventsPublish(topic: "greeted")
            }
            type Subscription { greetings: Greeting @eventsSubscribe(topic: "greetings") }
            type Greeting { text: String by: String }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("schema.graphql"), SDL);
    }

    @Test
    void shouldRunAGroovyScript() throws Exception {
        // Given
        copy("responders.groovy", folder.resolve("scripts"));
        libraries("lib", "groovy");

        // When
        try (ConfiguredNode node = node("""
                        - name: groovy:responders.groovy
                          classpath: [scripts, lib/*]
                          config: { greeting: Hello }
                        """);
                GraphqlSocket socket = new GraphqlSocket(node.port())) {
            // Then
            assertThat(node.graphql("{ greeting(name: \"Ada\") { text by } }"))
                    .isEqualTo("{\"data\":{\"greeting\":{\"text\":\"Hello, Ada\",\"by\":\"Groovy\"}}}");
            socket.subscribe("s", "subscription { greetings { text by } }");
            node.graphql("mutation { tell(text: \"all is well\") { success } }");
            assertThat(socket.next()).contains("all is well", "Groovy");
        }
    }

    @Test
    void shouldRunAKotlinClass() throws Exception {
        // Given
        Path source = copy("Greeter.kt", folder.resolve("src"));
        ExitCode compiled = new K2JVMCompiler()
                .exec(
                        System.err,
                        "-no-stdlib",
                        "-no-reflect",
                        "-jvm-target",
                        "17",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.resolve("classes").toString(),
                        source.toString());
        assertThat(compiled).isEqualTo(ExitCode.OK);
        libraries("lib", "kotlin-stdlib");

        // When
        try (ConfiguredNode node = node("""
                        - name: com.example.greetings.Greeter
                          classpath: [classes, lib/*]
                          config: { greeting: Servus }
                        """)) {
            // Then
            assertThat(node.graphql("mutation { greet(name: \"Grace\") { text by } }"))
                    .startsWith("{\"data\":{\"greet\":{\"text\":\"Servus Grace\",\"by\":\"Kotlin ");
            assertThat(node.graphql("mutation { greet { text } }")).contains("whom?", "422");
        }
    }

    @Test
    void shouldRunAJavaClassFromAJarAndStopInReverseOrder() throws Exception {
        // Given
        jar("com.example.Noting", """
                package com.example;
                import io.vertx.core.*;
                public final class Noting extends VerticleBase {
                    public Future<?> start() { note("start " + getClass().getClassLoader().getName()); return Future.succeededFuture(); }
                    public Future<?> stop() { note("stop"); return Future.succeededFuture(); }
                    private void note(String word) {
                        try {
                            java.nio.file.Files.writeString(java.nio.file.Path.of(config().getString("file")),
                                word + " " + config().getString("name") + "\\n",
                                java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                        } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
                    }
                }
                """);
        Path notes = folder.resolve("notes");
        String verticle =
                "- { name: com.example.Noting, classpath: [guest.jar], instances: %d, config: { name: %s, file: "
                        + notes + " } }\n";

        // When
        node(verticle.formatted(1, "a") + verticle.formatted(2, "b")).close();

        // Then
        assertThat(Files.readAllLines(notes))
                .containsExactly("start guest a", "start guest b", "start guest b", "stop b", "stop b", "stop a");
    }

    @Test
    void shouldNotStartWithoutAVerticleThatItNames() throws Exception {
        // Given
        jar("com.example.Broken", """
                package com.example;
                public final class Broken extends io.vertx.core.VerticleBase {
                    public io.vertx.core.Future<?> start() { throw new IllegalStateException("no database"); }
                }
                """);

        // Then
        assertThatThrownBy(() -> node("- { name: com.example.Gone, classpath: [guest.jar] }"))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "weir.yaml:3:5: the verticle \"com.example.Gone\" did not start: there is no such class");
        assertThatThrownBy(() -> node("- { name: com.example.Broken, classpath: [guest.jar] }"))
                .cause()
                .hasMessageContaining("no database");
        assertThatThrownBy(() -> node("- name: java.lang.Object"))
                .cause()
                .hasMessageContaining("the class is no verticle");
        assertThatThrownBy(() -> node("- name: kotlin:a.kt"))
                .cause()
                .hasMessageContaining("no verticle factory for \"kotlin:\"");
    }

    private ConfiguredNode node(String verticles) throws Exception {
        return ConfiguredNode.start(
                folder,
                "graph: { schemas: [schema.graphql] }\nverticles:\n"
                        + verticles.strip().indent(2));
    }

    private static Path copy(String name, Path to) throws IOException {
        try (InputStream resource = GuestVerticlesIT.class.getResourceAsStream(name)) {
            Files.createDirectories(to);
            Files.copy(resource, to.resolve(name));
            return to.resolve(name);
        }
    }

    /** Puts the jars of the test's own class path that have the word in their names into a folder. */
    private void libraries(String name, String word) throws IOException {
        Path lib = Files.createDirectory(folder.resolve(name));
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .filter(jar -> jar.getFileName().toString().contains(word))
                .toList();
        assertThat(jars).isNotEmpty();
        for (Path jar : jars) {
            Files.copy(jar, lib.resolve(jar.getFileName()));
        }
    }

    private void jar(String type, String source) throws IOException {
        Path file = Files.createDirectories(folder.resolve("java"))
                .resolve(type.substring(type.lastIndexOf('.') + 1) + ".java");
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = folder.resolve("java-classes");
        assertThat(compiler.run(null, null, null, "-d", classes.toString(), file.toString()))
                .isZero();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("guest.jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, jar);
                jar.closeEntry();
            }
        }
    }
}
