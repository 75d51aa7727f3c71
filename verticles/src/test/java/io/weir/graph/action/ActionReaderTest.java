package io.weir.graph.action;

import static io.weir.graph.action.ActionSchemas.action;
import static io.weir.graph.action.ActionSchemas.problems;
import static io.weir.graph.action.ActionSchemas.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.template.TemplateValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionReaderTest {

    private static final TemplateValues VALUES =
            new TemplateValues(Map.of("id", "a/b"), Map.of("authorization", "Bearer t"));

    @Test
    void shouldReadAnHttpTarget() throws Exception {
        // When
        ActionDefinition action = action("""
                url: "HTTPS://Pay.test:8443/orders/{{ args.id }}?from={{args.note}}&kind=a"
                method: PUT
                headers: ["Authorization: {{ headers.Authorization }}", "X-Key: {{ env.API_KEY }}"]
                """);

        // Then
        ActionTarget.Http http = (ActionTarget.Http) action.target();
        assertThat(http.method()).isEqualTo(ActionMethod.PUT);
        assertThat(http.url().origin()).hasToString("https://pay.test:8443");
        assertThat(http.url().render(VALUES, List.of())).isEqualTo("/orders/a%2Fb?kind=a");
        assertThat(action.headers()).extracting(ActionHeader::name).containsExactly("Authorization", "X-Key");
        assertThat(action.clientHeaders()).containsExactly("authorization");
    }

    @Test
    void shouldTakeWhereToCallFromTheEnvironment() throws Exception {
        // When
        ActionDefinition action = action("url: \"{{ env.BASE }}/pay\"");

        // Then
        ActionTarget.Http http = (ActionTarget.Http) action.target();
        assertThat(http.url().origin()).hasToString("https://pay.test:8443");
        assertThat(http.url().render(VALUES, List.of())).isEqualTo("/v1/pay");
    }

    @Test
    void shouldReadTheOtherTargets() {
        assertThat(action("url: \"bus:orders.{{ args.id }}\"").target()).isInstanceOf(ActionTarget.Bus.class);
        assertThat(action("url: \"amqp:orders.place\"").target())
                .isInstanceOfSatisfying(
                        ActionTarget.Amqp.class,
                        amqp -> assertThat(amqp.provider()).isEqualTo("rabbit"));
    }

    @Test
    void shouldReadHowItRuns() {
        // When
        ActionDefinition action = action("""
                url: "http://api/" idempotent: true timeout: "3s" serial: "{{ args.id }}"
                batch: {size: 50, window: "20ms"} affects: ["search", "mail"] onTimeout: STALE
                """);

        // Then
        assertThat(action.mode()).isEqualTo(ActionMode.SYNC);
        assertThat(action.idempotent()).isTrue();
        assertThat(action.timeout()).contains(Duration.ofSeconds(3));
        assertThat(action.serial()).isPresent();
        assertThat(action.batch()).contains(new ActionBatch(50, Duration.ofMillis(20)));
        assertThat(action.answer()).isEqualTo(new ActionAnswer.Payload(false, Optional.of("P")));
    }

    @Test
    void shouldNeverShowWhatTheEnvironmentHolds() {
        // When
        ActionDefinition action = action(
                "url: \"http://api/{{ args.id }}\" headers: [\"X-Key: {{ env.API_KEY }}\"] body: \"{{ env.API_KEY }}\"");

        // Then
        assertThat(action.toString()).contains("env.API_KEY").doesNotContain(ActionSchemas.API_KEY, "k-e");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            ftp://api/               | "ftp://api/" begins with none of https://, http://, bus: and amqp:
            {{ args.id }}            | "{{ args.id }}" begins with none of https://, http://, bus: and amqp:
            http://other/            | http://other may not be called; add "http://other" to actions.allow
            https://api/             | https://api may not be called; add "https://api" to actions.allow
            http://api:81/           | http://api:81 may not be called; add "http://api:81" to actions.allow
            http://api.evil.test/    | http://api.evil.test may not be called; add "http://api.evil.test" to actions.allow
            http://{{ args.id }}/    | scheme, host and port may hold no placeholder but of env; end them with a /
            http://api{{ args.id }}  | scheme, host and port may hold no placeholder but of env; end them with a /
            http://api:{{ args.id }}/ | scheme, host and port may hold no placeholder but of env; end them with a /
            http://api@evil/         | it needs a scheme, a host and perhaps a port, such as https://api.example.com:8443; credentials belong in headers
            http://api:0/            | it needs a scheme, a host and perhaps a port, such as https://api.example.com:8443; credentials belong in headers
            http://api\\\\evil/      | it needs a scheme, a host and perhaps a port, such as https://api.example.com:8443; credentials belong in headers
            http://api/a b           | it holds a character that no URL has, or a % without two hexadecimal digits; percent-encode it (RFC 3986)
            http://api/%zz           | it holds a character that no URL has, or a % without two hexadecimal digits; percent-encode it (RFC 3986)
            http://api/#top          | a fragment is never sent; remove it
            http://api/../x          | its path may not hold the segments . and ..
            http://api/{{ args.ide }} | {{ args.ide }}: the field "do" has no argument "ide"; it has id, note, tags, in
            http://api/{{ args.tags }} | {{ args.tags }} must be a single scalar or enum value; name a field of it
            http://api/{{ headers.cookie }} | {{ headers.cookie }}: add cookie to actions.headers, which has authorization, x-tenant
            http://api/{{ env.HOME }} | {{ env.HOME }}: add HOME to actions.env, which has API_KEY, BASE, BROKEN
            http://api/{{ response.id }} | the placeholder {{ response.id }} is not understood: write {{ args.NAME }} or {{ headers.NAME }} or {{ env.NAME }}
            bus:weir:internal        | "weir:internal": a topic must not start with "weir:" or "__vertx"
            bus:{{ args.id }}        | "{{ args.id }}": the first word must be written out, with no placeholder in it: no client may choose it
            bus:a{{ args.id }}.b     | "a{{ args.id }}.b": the first word must be written out, with no placeholder in it: no client may choose it
            bus:                     | "": a topic must not be empty
            amqp:a.#                 | "a.#": a topic must not contain the wildcard "#"
            """)
    void shouldRefuseATarget(String url, String problem) {
        assertThat(refused("url: \"" + url + "\"")).containsExactly("@action(url:): " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            Authorization              | write "Name: value"; the name holds no placeholder, white space or separator
            : x                        | write "Name: value"; the name holds no placeholder, white space or separator
            {{ args.note }}: x         | write "Name: value"; the name holds no placeholder, white space or separator
            X Y: x                     | write "Name: value"; the name holds no placeholder, white space or separator
            Host: x                    | this header belongs to the connection, which is Weir's; remove it
            transfer-encoding: chunked | this header belongs to the connection, which is Weir's; remove it
            Idempotency-Key: 1         | Weir itself sends this header; remove it
            weir-attempt: 1            | Weir itself sends this header; remove it
            traceparent: 1             | Weir itself sends this header; remove it
            X: {{ env.BROKEN }}        | a value holds visible ASCII characters, spaces and tabs only
            X: é                       | a value holds visible ASCII characters, spaces and tabs only
            """)
    void shouldRefuseAHeader(String header, String problem) {
        assertThat(refused("url: \"http://api/\" headers: [\"" + header + "\"]"))
                .containsExactly("@action(headers:): \"" + header + "\": " + problem);
    }

    @Test
    void shouldRefuseAHeaderThatIsGivenTwice() {
        assertThat(refused("url: \"http://api/\" headers: [\"A: 1\", \"a: 2\"]"))
                .containsExactly("@action(headers:): \"a: 2\": this header is given twice; keep one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            timeout: "soon"                           | @action(timeout:): "soon" is not a duration from 1ms to 1h, such as 250ms, 10s, 5m or 1h
            affects: ["serach"]                       | @action(affects:): "serach": consistency.systems of the configuration has no such system, only audit, mail, search, tags
            affects: ["mail", "search", "mail"]       | @action(affects:): "mail": is given twice; keep one
            affects: ["audit"]                        | @action(affects:): "audit": "{{ args.reason }}" of this system: {{ args.reason }}: the field "do" has no argument "reason"; it has id, note, tags, in
            affects: ["tags"]                         | @action(affects:): "tags": "{{ args.tags }}" of this system: {{ args.tags }} must be a single scalar or enum value; name a field of it
            batch: {size: 1, window: "1ms"}           | @action(batch: {size:}): "1" is not a whole number from 2 to 500
            batch: {size: 2, window: "2s"}            | @action(batch: {window:}): "2s" is not a duration from 1ms to 1s, such as 250ms, 10s, 5m or 1h
            batch: {size: 2, window: "1ms"} body: "1" | @action(batch:) sends {"commands": […]} with all arguments; leave body out
            batch: {size: 2, window: "1ms"} method: GET | @action(batch:) sends a body; take POST, PUT or PATCH as method
            batch: {size: 2, window: "1ms"} headers: ["A: {{ args.id }}"] | @action(batch:): one call serves many commands, so {{ args.id }} cannot stand in url or headers
            batch: {size: 2, window: "1ms"} headers: ["A: {{ headers.x-tenant }}"] | @action(batch:): one call serves many commands, so {{ headers.x-tenant }} cannot stand in url or headers
            method: GET body: "1"                     | @action(body:): GET and DELETE send no body; put values into the url, or take another method
            body: "{"                                 | @action(body:): it is not JSON once values stand for the placeholders; quote texts, as in {"name": "{{ args.name }}", "age": {{ args.age }}}
            body: "{\\"a\\": {{ args.nope }}}"        | @action(body:): {{ args.nope }}: the field "do" has no argument "nope"; it has id, note, tags, in
            body: "[\\"{{ args.in }}\\"]"             | @action(body:): {{ args.in }} must be a single scalar or enum value; name a field of it
            body: "{\\"{{ args.id }}\\": 1}"          | @action(body:): a placeholder stands in the name of a member; only values may have one
            serial: "{{ headers.x-tenant }}"          | @action(serial:): the placeholder {{ headers.x-tenant }} is not understood: write {{ args.NAME }}
            completed: "P"                            | @action(completed:) needs a field of type OperationStateInterface!; leave it out
            mode: ASYNC                               | @action(mode: ASYNC) needs "actionId: ID!" in P, by which the client asks for the result
            """)
    void shouldRefuseHowItRuns(String arguments, String problem) {
        assertThat(refused("url: \"http://api/\" " + arguments)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            P                       | ASYNC  | @action(query:) goes with mode: SYNC only
            P                       | EITHER | @action(query:) goes with mode: SYNC only
            OperationStateInterface! | SYNC  | @action(query:) gives no state of an operation
            """)
    void shouldRefuseAQueryWhoseAnswerNamesNoAction(String type, String mode, String problem) {
        assertThat(problems("""
                        type Query { p(id: ID): P @eventsRequest(topic: "p") }
                        type P { actionId: ID! }
                        type Mutation {
                          do: %s @action(url: "http://api/", mode: %s, query: "p(id: {{ response.id }})")
                        }
                        """.formatted(type, mode)))
                .singleElement()
                .asString()
                .startsWith("4:")
                .contains(problem);
    }

    @Test
    void shouldRefuseAMethodForWhatIsNotHttp() {
        assertThat(refused("url: \"bus:orders\" method: GET"))
                .containsExactly("@action(method:) is for http:// and https:// only; leave it out");
    }

    @Test
    void shouldNameThePlace() {
        assertThat(problems("""
                        type Mutation { a: P @action(url: "http://other/")
                          b: [P] @action(url: "http://api/")
                          c: Int @action(url: "http://api/", headers: ["Host: x"]) @eventsRequest(topic: "c")
                          d: P
                        }
                        type Query { e: P @action(url: "http://api/") }
                        type P { ok: Boolean f: Int @actionUpdate }
                        """))
                .containsExactly(
                        "1:22: @action(url:): http://other may not be called; add \"http://other\" to actions.allow",
                        "2:10: @action needs a field whose type is an object, interface or union, since one JSON object"
                                + " comes back, or OperationStateInterface!; \"b\" is [P]",
                        "3:60: Mutation.c has two sources, @action and @eventsRequest; keep one",
                        "4:3: Mutation.d has no source; add @action(url: …) or @eventsPublish(topic: …) or"
                                + " @eventsRequest(topic: …)",
                        "6:19: @action may only stand on a field of Mutation, not on Query.e",
                        "7:29: @actionUpdate may only stand on a field of Subscription, not on P.f");
    }
}
