package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** What comes from an event, and what its subgraphs add. */
class EventPlanTest {

    private final PlanFixture graph =
            new PlanFixture(FederatedGraphs.of("""
            type Subscription {
              e: E @eventsSubscribe(topic: "e")
              late: E @eventsSubscribe(topic: "e", awaits: ["search", "mail"])
              m: M @eventsSubscribe(topic: "m")
              list: List @eventsSubscribe(topic: "list")
              change(id: ID!): E @eventsSubscribe(topic: "change.{{ args.id }}", onChange: true)
              any(id: ID!): E @eventsSubscribe(topics: ["e", "change.{{ args.id }}"], awaits: ["mail"])
              kept(last: ID): E @eventsSubscribe(topic: "kept", resume: "last", id: "id")
            }
            type List { of: [E!]! }
            type E @key(fields: "id", resolvable: false) { id: ID! @external hint: String label(lang: String): String secret: Int @external }
            interface M @key(fields: "id", resolvable: false) { id: ID! @external }
            """).systems("search", "mail").subgraph("a", PlanFixture.LINK + """
            type Query { x: E }
            type E @key(fields: "id") { id: ID! name: String hint: String @shareable secret: Int }
            interface M @key(fields: "id") { id: ID! t: String }
            type B implements M @key(fields: "id") { id: ID! t: String p: Int }
            """));

    @Test
    void shouldSayWhatAStreamIs() {
        assertThat(graph.text(
                        "subscription { change(id: 1) { hint } again: kept { id } kept(last: 5) { id } late { id } }"))
                .isEqualTo("""
                1 events of "change.{{ args.id }}" for change
                  takes the key alone, and is sent when what is selected has changed
                  takes E{hint}
                  from their owners when a E lacks them: hint
                2 events of "kept" for kept as again
                  goes on from the argument last
                  its events' ids are their field id
                3 events of "kept" for kept
                  goes on from the argument last
                  its events' ids are their field id
                4 events of "e" for late
                  waits until search and mail show the event
                """);
    }

    @Test
    void shouldNameAllTopicsOfAField() {
        assertThat(graph.text("subscription { any(id: 1) { id } }")).isEqualTo("""
                1 events of "e" and "change.{{ args.id }}" for any
                  waits until mail show the event
                """);
    }

    @Test
    void shouldAskNobodyForTheKey() {
        assertThat(graph.text("subscription { e { id } }")).isEqualTo("""
                1 events of "e" for e
                """);
    }

    @Test
    void shouldCompleteTheEvent() {
        assertThat(graph.text("subscription { e { id name } }")).isEqualTo("""
                1 events of "e" for e
                  takes E{id}
                  1 a
                    at =e E{id}
                    query($representations:[_Any!]!){_entities(representations:$representations){...on E{name}}}
                """);
    }

    @Test
    void shouldTakeWhatTheEventDeclares() {
        assertThat(graph.text("subscription { e { hint } }")).isEqualTo("""
                1 events of "e" for e
                  takes E{hint}
                  from their owners when a E lacks them: hint
                """);
    }

    @Test
    void shouldTakeAFieldWithArgumentsByItsName() {
        assertThat(graph.text("subscription { e { label(lang: \"de\") } }")).isEqualTo("""
                1 events of "e" for e
                  takes E{label>label_1k2nb93fkobzp}
                """);
    }

    @Test
    void shouldFetchWhatIsExternal() {
        assertThat(graph.text("subscription { e { secret } }")).isEqualTo("""
                1 events of "e" for e
                  takes E{id}
                  1 a
                    at =e E{id}
                    query($representations:[_Any!]!){_entities(representations:$representations){...on E{secret}}}
                """);
    }

    @Test
    void shouldLearnTheTypeOfAnEventThatNamesAnInterface() {
        assertThat(graph.text("subscription { m { id ... on B { p } } }")).isEqualTo("""
                1 events of "m" for m
                  takes B{id} M{id}
                  when it is known as a M only
                    takes B{id} M{id}
                    1 a
                      at =m M{id}
                      query($representations:[_Any!]!){_entities(representations:$representations){...on M{__typename...on B{p}}}}
                """);
    }

    @Test
    void shouldTellWhatNestedEntitiesMayLack() {
        assertThat(graph.text("subscription { list { of { hint label } } }")).isEqualTo("""
                1 events of "list" for list
                  takes List{of{E{hint label}}}
                  from their owners when a E at of lacks them: hint
                """);
    }
}
