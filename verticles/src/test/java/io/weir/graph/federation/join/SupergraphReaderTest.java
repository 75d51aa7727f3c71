package io.weir.graph.federation.join;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AstPrinter;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.SdlFiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupergraphReaderTest {

    private static final String SCHEMA = """
            schema
              @link(url: "https://specs.apollo.dev/link/v1.0")
              @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
              @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY, import: [{name: "@inaccessible", as: "@hidden"}])
              @link(url: "https://specs.apollo.dev/tag/v0.3") { query: Query }
            directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
            scalar join__FieldSet
            enum link__Purpose { SECURITY EXECUTION }
            enum join__Graph {
              A @join__graph(name: "a", url: "http://a/")
              B_1 @join__graph(name: "b-1", url: "")
            }
            """;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void shouldListTheGraphsByTheirNames() {
        // When
        List<SubgraphSchema> schemas = read("type Query @join__type(graph: A) { a: Int }");

        // Then
        assertThat(problems).isEmpty();
        assertThat(schemas).extracting(SubgraphSchema::name).containsExactly("a", "b-1");
        assertThat(schemas).extracting(SubgraphSchema::url).containsExactly("http://a/", "");
        assertThat(schemas).extracting(SubgraphSchema::dialect).containsOnly(SubgraphSchema.Dialect.COMPOSED);
    }

    @Test
    void shouldLeaveOutWhatAGraphDoesNotDeclare() {
        // When
        List<SubgraphSchema> schemas = read("""
                type Query @join__type(graph: A) @join__type(graph: B_1) { a: Int @join__field(graph: A) }
                """);

        // Then
        assertThat(schemas.get(0).types()).containsOnlyKeys("Query");
        assertThat(schemas.get(1).types()).isEmpty();
    }

    @Test
    void shouldGiveAFieldWithoutGraphToAllThatHaveTheType() {
        // When
        List<SubgraphSchema> schemas = read("""
                type T @join__type(graph: A) @join__type(graph: B_1) { both: Int only: Int @join__field(graph: B_1) }
                """);

        // Then
        assertThat(printed(schemas.get(0), "T")).isEqualTo("type T { both: Int }");
        assertThat(printed(schemas.get(1), "T")).isEqualTo("type T { both: Int only: Int }");
    }

    @Test
    void shouldBringKeysBack() {
        // When
        List<SubgraphSchema> schemas = read("""
                type T
                  @join__type(graph: A, key: "id")
                  @join__type(graph: A, key: "a { b }", resolvable: false)
                  @join__type(graph: B_1, key: "id", extension: true) { id: ID! }
                """);

        // Then
        assertThat(printed(schemas.get(0), "T"))
                .isEqualTo("type T @key(fields: \"id\") @key(fields: \"a { b }\", resolvable: false) { id: ID! }");
        assertThat(printed(schemas.get(1), "T")).isEqualTo("type T @key(fields: \"id\") { id: ID! }");
    }

    @Test
    void shouldBringFieldDirectivesAndTypesBack() {
        // When
        List<SubgraphSchema> schemas = read("""
                type T @join__type(graph: A, key: "id") @join__type(graph: B_1, key: "id") {
                  id: ID!
                  far: Int @join__field(graph: A, external: true) @join__field(graph: B_1, override: "a")
                  near: [I] @join__field(graph: A, requires: "far", type: "[T!]") @join__field(graph: B_1, provides: "id")
                  used: Int @join__field(graph: A, usedOverridden: true) @join__field(graph: B_1, override: "a")
                }
                """);

        // Then
        assertThat(printed(schemas.get(0), "T"))
                .isEqualTo(
                        "type T @key(fields: \"id\") { id: ID! far: Int @external near: [T!] @requires(fields: \"far\") used: Int @external }");
        assertThat(printed(schemas.get(1), "T"))
                .isEqualTo(
                        "type T @key(fields: \"id\") { id: ID! far: Int near: [I] @provides(fields: \"id\") used: Int }");
    }

    @Test
    void shouldMakeAnObjectOfAnInterfaceObject() {
        // When
        List<SubgraphSchema> schemas = read("""
                interface I @join__type(graph: A, key: "id") @join__type(graph: B_1, key: "id", isInterfaceObject: true) {
                  id: ID!
                  more: Int @join__field(graph: B_1)
                }
                type T implements I @join__type(graph: A, key: "id") @join__implements(graph: A, interface: "I") {
                  id: ID!
                  more: Int @join__field
                }
                """);

        // Then
        assertThat(printed(schemas.get(0), "I")).isEqualTo("interface I @key(fields: \"id\") { id: ID! }");
        assertThat(printed(schemas.get(0), "T")).isEqualTo("type T implements I @key(fields: \"id\") { id: ID! }");
        assertThat(printed(schemas.get(1), "I"))
                .isEqualTo("type I @key(fields: \"id\") @interfaceObject { id: ID! more: Int }");
    }

    @Test
    void shouldSplitMembersValuesAndInterfaces() {
        // When
        List<SubgraphSchema> schemas = read("""
                union U @join__type(graph: A) @join__type(graph: B_1)
                  @join__unionMember(graph: A, member: "X") @join__unionMember(graph: B_1, member: "Y") = X | Y
                enum E @join__type(graph: A) @join__type(graph: B_1) { M @join__enumValue(graph: A) N @join__enumValue(graph: B_1) }
                type X implements I & J @join__type(graph: A) @join__type(graph: B_1)
                  @join__implements(graph: A, interface: "I") @join__implements(graph: B_1, interface: "J") { x: Int }
                input In @join__type(graph: A) @join__type(graph: B_1) {
                  a: Int = 3 @join__field(graph: A, type: "Int!")
                  b: Int
                }
                scalar S @join__type(graph: B_1) @specifiedBy(url: "http://s")
                """);

        // Then
        assertThat(schemas.get(0).types().values().stream().map(SupergraphReaderTest::printed))
                .containsExactly(
                        "union U = X",
                        "enum E { M }",
                        "type X implements I { x: Int }",
                        "input In { a: Int! = 3 b: Int }");
        assertThat(schemas.get(1).types().values().stream().map(SupergraphReaderTest::printed))
                .containsExactly(
                        "union U = Y",
                        "enum E { N }",
                        "type X implements J { x: Int }",
                        "input In { b: Int }",
                        "scalar S @specifiedBy(url: \"http://s\")");
    }

    @Test
    void shouldCarryWhatElementsAreMarkedWith() {
        // When
        List<SubgraphSchema> schemas = read("""
                "A thing."
                type T @join__type(graph: A) @tag(name: "x") {
                  old(seldom: Int @hidden): Int @deprecated(reason: "new") @unit(of: "cm") @join__field(graph: A) @hidden
                }
                """);

        // Then
        assertThat(printed(schemas.get(0), "T"))
                .isEqualTo(
                        "\"A thing.\" type T { old(seldom: Int @inaccessible): Int @deprecated(reason: \"new\") @inaccessible }");
    }

    @Test
    void shouldKnowTheDirectivesOfJoinByTheNamesItHas() {
        // When
        List<SubgraphSchema> schemas = SupergraphReader.read(definitions("""
                        schema
                          @core(feature: "https://specs.apollo.dev/core/v0.2")
                          @core(feature: "https://specs.apollo.dev/join/v0.3", as: "part", for: EXECUTION) { query: Query }
                        enum part__Graph { A @part__graph(name: "a", url: "") }
                        type Query @part__type(graph: A) { a: Int @part__field(graph: A) }
                        """), problems);

        // Then
        assertThat(problems).isEmpty();
        assertThat(printed(schemas.get(0), "Query")).isEqualTo("type Query { a: Int }");
    }

    @Test
    void shouldGiveEachGraphTheDirectivesOfOperations() {
        // When
        List<SubgraphSchema> schemas = read("directive @trace on FIELD directive @unit on FIELD_DEFINITION");

        // Then
        assertThat(schemas).allSatisfy(schema -> assertThat(schema.directives()).containsOnlyKeys("trace"));
    }

    @Test
    void shouldRefuseSupergraphsOfFederation1() {
        // When
        List<String> said = problems("""
                schema
                  @core(feature: "https://specs.apollo.dev/core/v0.1"),
                  @core(feature: "https://specs.apollo.dev/join/v0.1") { query: Query }
                """);

        // Then
        assertThat(said)
                .containsExactly(
                        "3:3: the supergraph was composed for join v0.1; Weir reads v0.3, v0.4 and v0.5: compose it with Federation 2 (rover supergraph compose with federation_version: =2.5.0 or later, or Hive)");
    }

    @Test
    void shouldRefuseASchemaThatIsNoSupergraph() {
        assertThat(problems("type Query { a: Int }"))
                .containsExactly(
                        "1:1: this is no composed supergraph: its schema has no @link to https://specs.apollo.dev/join; the schema of one subgraph belongs under graph.subgraphs");
    }

    @Test
    void shouldRefuseSpecificationsThatItMustKnow() {
        // When
        List<String> said = problems("""
                schema
                  @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
                  @link(url: "https://example.org/vault/v1.2", for: SECURITY)
                  @link(url: "https://specs.apollo.dev/connect/v0.1", for: EXECUTION)
                  @link(url: "https://example.org/notes/v1.0") { query: Query }
                enum join__Graph { A @join__graph(name: "a", url: "") }
                """);

        // Then
        assertThat(said)
                .containsExactly(
                        "3:3: the supergraph needs https://example.org/vault/v1.2 (for: SECURITY), which this version of Weir does not know; compose it without the subgraphs' directives of that specification",
                        "4:3: the supergraph needs https://specs.apollo.dev/connect/v0.1 (for: EXECUTION), which this version of Weir does not know; compose it without the subgraphs' directives of that specification");
    }

    @Test
    void shouldRefuseWhatItWouldServeWrongly() {
        // When
        List<String> said = problems(SCHEMA + """
                type T @join__type(graph: A) @authenticated {
                  a: Int @requiresScopes(scopes: [["x"]])
                  b: Int @join__field(graph: A, override: "b", overrideLabel: "percent(5)")
                  c(v: Int): Int @join__field(graph: A, contextArguments: [{name: "v", type: "Int", context: "c", selection: "{ v }"}])
                  d: Int @join__directive(graphs: [A], name: "connect", args: {selection: "x"})
                  e: Int @join__directive(graphs: [A], name: "cacheTag", args: {format: "x"}) @cost(weight: 4)
                  f: Int @policy(policies: [["p"]])
                  g: Int @join__field(graph: A, overrideLabel: null)
                }
                """);

        // Then
        assertThat(said)
                .containsExactly(
                        "13:30: @authenticated is not served by this version of Weir yet",
                        "14:10: @requiresScopes is not served by this version of Weir yet",
                        "15:10: @join__field(overrideLabel:), a field that moves by label (progressive @override), is not served by this version of Weir yet",
                        "16:18: @join__field(contextArguments:), an argument set from a context (@fromContext), is not served by this version of Weir yet",
                        "17:10: @join__directive(name: \"connect\"), a connector, is not served by this version of Weir yet",
                        "19:10: @policy is not served by this version of Weir yet");
    }

    @Test
    void shouldRefuseAccessDirectivesUnderOtherNames() {
        // When
        List<String> said = problems("""
                schema
                  @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
                  @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY, import: [{name: "@authenticated", as: "@login"}])
                  { query: Query }
                enum join__Graph { A @join__graph(name: "a", url: "") }
                type Query @join__type(graph: A) { me: Int @login }
                """);

        // Then
        assertThat(said).containsExactly("6:44: @login is not served by this version of Weir yet");
    }

    @Test
    void shouldPointAtWhatWasCutByHand() {
        // When
        List<String> said = problems(SCHEMA + """
                type T @join__type(graph: C) { a: Int @join__field(graph: A, type: "[Int") }
                type Lost { a: Int }
                union U @join__type(graph: A) @join__unionMember(graph: A) = T
                enum E @join__type { X }
                extend type T { b: Int }
                """);

        // Then
        assertThat(said)
                .containsExactly(
                        "17:1: a composed supergraph extends nothing; what belongs to it goes to a subgraph",
                        "14:1: Lost has no @join__type, so no subgraph has it",
                        "13:8: @join__type: join__Graph has no graph C; compose the supergraph again",
                        "13:39: @join__field: \"[Int\" is not a type; compose the supergraph again",
                        "15:31: @join__unionMember: no member is named; compose the supergraph again",
                        "16:8: @join__type: no graph is named; compose the supergraph again");
    }

    @Test
    void shouldNeedNamedGraphs() {
        assertThat(problems("""
                        schema @link(url: "https://specs.apollo.dev/join/v0.3") { query: Query }
                        enum join__Graph { A }
                        """))
                .containsExactly("2:20: the graph A has no @join__graph(name:); compose the supergraph again");
        assertThat(problems("schema @link(url: \"https://specs.apollo.dev/join/v0.3\") { query: Query }"))
                .containsExactly(
                        "1:1: the supergraph lists no subgraphs: it has no enum join__Graph; compose it again");
    }

    private List<SubgraphSchema> read(String types) {
        List<SubgraphSchema> schemas = SupergraphReader.read(definitions(SCHEMA + types), problems);
        assertThat(problems).isEmpty();
        return schemas;
    }

    private static List<String> problems(String sdl) {
        List<Problem> problems = new ArrayList<>();
        SupergraphReader.read(definitions(sdl), problems);
        return problems.stream()
                .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.message())
                .toList();
    }

    private static List<graphql.language.Definition<?>> definitions(String sdl) {
        return SdlFiles.definitions(SdlFiles.parse(sdl, "supergraph.graphql"));
    }

    private static String printed(SubgraphSchema schema, String type) {
        return printed(schema.types().get(type));
    }

    private static String printed(TypeDefinition<?> type) {
        return AstPrinter.printAst(type).replaceAll("\\s+", " ").trim();
    }
}
