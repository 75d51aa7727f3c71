package io.weir.demo;

/** What the demo prints: every line of it can be pasted as it stands, which a test does. */
final class Welcome {

    private static final String ORIGIN = "http://localhost:8080";

    private static final String TEXT = """

            Weir's demo is running. Ctrl-C stops it.

            1. Open http://localhost:8080/graphiql, paste a subscription and run it: an event arrives within seconds.

               subscription Employee {
                 employeeUpdated(employeeID: 1) { id name status updatedAt team { name members { name } } }
               }

               subscription PullRequests {
                 pullRequests(repository: "Codertocat/Hello-World", action: [opened, labeled, closed]) {
                   action
                   pull_request { number title user { login } labels { name } }
                 }
               }

               subscription Everything {
                 githubEvents { event repository { full_name } sender { login } }
               }

            2. Or listen from a second terminal, over server-sent events:

               curl -N http://localhost:8080/graphql \\
                 -H 'accept: text/event-stream' -H 'content-type: application/json' \\
                 -d '{"query": "subscription { employeeUpdated(employeeID: 1) { id name status } }"}'

            3. From a third, publish an event, as any system may. It names the employee; subgraphs know the rest:

               curl http://localhost:8080/events/employeeUpdated.1 \\
                 -H 'content-type: application/json' \\
                 -d '{"__typename": "Employee", "id": 1}'

            4. Change the employee with a mutation, and ask for what became of it:

               curl http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "mutation { updateEmployee(id: 1, update: {name: \\"Ada King\\"}) { success } }"}'

               curl http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "{ employeeFromEvent(id: 1) { id name email team { name } } }"}'

            5. A mutation that calls an HTTP API. It answers 503 twice; Weir asks again, and the graph tells the rest:

               curl http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "mutation { createUser(name: \\"Ramesh\\", mood: HEALS) { userId name customer { createdAt } } }"}'

            6. The same, later: an action id at once, and its one packet when the slow API has answered:

               curl -s http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "mutation { createUser(name: \\"Grace\\", mood: SLOW) { actionId } }"}' |
                 sed 's/.*"actionId":"\\([^"]*\\)".*/{"query": "subscription { userCreated(actionId: \\\\"\\1\\\\") { userId name } }"}/' |
                 curl -N http://localhost:8080/graphql \\
                   -H 'accept: text/event-stream' -H 'content-type: application/json' -d @-

            7. Three commands for a queue, and how they stand a second later; the last one asks for what is there already:

               ids=$(curl -s http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "mutation { a: createEmptyCart(cartMask: \\"c1\\") { identifier } b: addToCart(cartMask: \\"c1\\", sku: \\"tea\\") { identifier } c: createEmptyCart(cartMask: \\"c1\\") { identifier } }"}' |
                 grep -o '[0-9a-f-]\\{36\\}' | sed 's/.*/\\\\"&\\\\"/' | paste -sd, -); sleep 1
               curl http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "{ queue(operationIdentifiers: ['"$ids"']) { __typename ... on PersistOperationCompleted { changedEntities { type identifiers } } ... on CartSaveOperationCompleted { cart { items { sku qty } } } ... on OperationFailed { failures { message } } } }"}'

            8. Sales are logged for whoever is away now and then. Listen for three seconds, and note the id that came last:

               last=$(curl -sN --max-time 3 http://localhost:8080/graphql \\
                 -H 'accept: text/event-stream' -H 'content-type: application/json' \\
                 -d '{"query": "subscription { sold { number sku qty } }"}' |
                 tee -a /dev/stderr | sed -n 's/^id: *//p' | tail -1)

            9. Come back when you like. What was sold in the meantime comes first, each sale once, then what is sold now:

               curl -N http://localhost:8080/graphql -H "last-event-id: $last" \\
                 -H 'accept: text/event-stream' -H 'content-type: application/json' \\
                 -d '{"query": "subscription { sold { number sku qty } }"}'

            10. Several root fields are one stream with one id; each packet holds the field that something happened to:

               curl -N http://localhost:8080/graphql \\
                 -H 'accept: text/event-stream' -H 'content-type: application/json' \\
                 -d '{"query": "subscription { sold { number sku } shipped { number carrier } }"}'

            11. Grace is elsewhere every five seconds. Who asks for her name hears of that alone: now, and after the mutation:

               curl -N http://localhost:8080/graphql \\
                 -H 'accept: text/event-stream' -H 'content-type: application/json' \\
                 -d '{"query": "subscription { employeeChanged(id: 2) { name } }"}'

               curl http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "mutation { updateEmployee(id: 2, update: {name: \\"Grace B. Hopper\\"}) { success } }"}'

            12. Systems show an order some time after the shop has it: a read model after 2 s, a search index after 1.5 s. Ask in the
               mutation's answer what they show; this answer is stale, since it comes before they have heard of the order:

               curl http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "mutation { placeOrderUnsafe(sku: \\"tea\\", qty: 3) { id sku qty search { hits } } }"}'

               The same mutation, with affects: ["readModel", "search"] in the schema. It answers when both show the order:

               curl http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "mutation { placeOrder(sku: \\"tea\\", qty: 3) { id sku qty search { hits } } }"}'

            13. Or let the next read wait instead of the write. The mutation's answer has a token, and who brings it sees the order:

               token=$(curl -s http://localhost:8080/graphql \\
                 -H 'consistency-timeout: 1ms' -H 'consistency-on-timeout: stale' -H 'content-type: application/json' \\
                 -d '{"query": "mutation { placeOrder(sku: \\"mug\\") { id qty } }"}' |
                 tee -a /dev/stderr | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
               curl http://localhost:8080/graphql -H "consistency-token: $token" \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "{ orders { id sku qty search { hits } } }"}'

            14. A web shop in which every move of an order's state is made by whoever did the work for it, and starts the next work:
               charge, customer relations, parcel, mail. Watch orders from a second terminal:

               curl -N http://localhost:8080/graphql \\
                 -H 'accept: text/event-stream' -H 'content-type: application/json' \\
                 -d '{"query": "subscription { purchaseCreated { after { id item state } } purchaseUpdated { after { id state payment tracking } } purchaseDeleted { id } }"}'

               A buyer, and three orders: one where all goes well, one whose services are down at first, and one whose card is declined:

               curl http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "mutation { createBuyer(input: {id: \\"ada\\", name: \\"Ada\\", email: \\"ada@example.com\\"}) { id createdAt } a: createPurchase(input: {id: \\"good\\", buyer: \\"ada\\", item: \\"tea\\", cents: 450}) { state } b: createPurchase(input: {id: \\"bad\\", buyer: \\"ada\\", item: \\"mug\\", cents: 1200, luck: BAD}) { state } c: createPurchase(input: {id: \\"broke\\", buyer: \\"ada\\", item: \\"gold\\", cents: 99000, luck: BROKE}) { state } }"}'

               A state machine takes no step that it does not have:

               curl http://localhost:8080/graphql \\
                 -H 'content-type: application/json' \\
                 -d '{"query": "mutation { updatePurchase(id: \\"good\\", input: {state: PLACED}) { state } }"}'

            15. What happened to an order and who was called for it, and all of it as a diagram:

               java -jar verticles/target/weir.jar history --conf conf/demo/weir.yaml Purchase broke
               java -jar verticles/target/weir.jar workflow --conf conf/demo/weir.yaml

            """;

    private Welcome() {}

    /**
     * The text for a node on this machine.
     *
     * @param port where clients find it
     */
    static String text(int port) {
        return TEXT.replace(ORIGIN, "http://localhost:" + port);
    }
}
