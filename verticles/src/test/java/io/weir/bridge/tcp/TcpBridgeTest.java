package io.weir.bridge.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.bus.EventAttributes;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpBridgeTest {

    private final BridgeFixture bridge = BridgeFixture.allowing(
            List.of("orders.*", "logged.#"), List.of("stock.#"), List.of("getEmployee.*", "orders.#", "model.#"));

    private RawClient client;

    @BeforeEach
    void connect() throws Exception {
        client = bridge.connect();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        bridge.close();
    }

    @Test
    void shouldPublish() throws Exception {
        // Given
        BlockingQueue<Message<Object>> heard = listen("orders.created");

        // When
        client.send(
                "{'type':'publish','address':'orders.created','headers':{'id':'e-1','n':7},'body':{'id':1,'of':[{}]}}");

        // Then
        Message<Object> event = next(heard);
        assertThat(event.body()).isEqualTo(new JsonObject("{\"id\":1,\"of\":[{}]}"));
        assertThat(event.headers().entries()).extracting(Object::toString).containsExactly("id=e-1", "n=7");
        assertThat(event.isSend()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "text" | java.lang.String
            1      | java.lang.Integer
            1.5    | java.lang.Double
            true   | java.lang.Boolean
            [1]    | io.vertx.core.json.JsonArray
            {}     | io.vertx.core.json.JsonObject
            """)
    void shouldCarryEveryJsonValue(String body, Class<?> type) throws Exception {
        // Given
        BlockingQueue<Message<Object>> heard = listen("orders.created");

        // When
        client.send("{'type':'publish','address':'orders.created','body':" + body + "}");

        // Then
        assertThat(next(heard).body()).isInstanceOf(type);
    }

    @Test
    void shouldAskAndHearTheAnswer() throws Exception {
        // Given
        bridge.vertx
                .eventBus()
                .<JsonObject>consumer(
                        "stock.count",
                        request -> request.reply(
                                request.body().put("count", 3), new DeliveryOptions().addHeader("from", "store")));

        // When
        client.send("{'type':'send','address':'stock.count','replyAddress':'r-1','body':{'id':1}}");

        // Then
        assertThat(client.next())
                .isEqualTo(json("{'type':'message','address':'r-1','headers':{'from':'store'},"
                        + "'body':{'id':1,'count':3},'send':true}"));
    }

    @Test
    void shouldHearWhyItIsNotAnswered() throws Exception {
        // Given
        bridge.vertx.eventBus().consumer("stock.count", request -> request.fail(404, "no such thing"));

        // When
        client.send("{'type':'send','address':'stock.count','replyAddress':'r-1'}");
        client.send("{'type':'send','address':'stock.nobody','replyAddress':'r-2'}");

        // Then
        assertThat(List.of(client.next(), client.next()))
                .extracting(frame -> frame.getString("type") + " " + frame.getString("address") + " "
                        + frame.getString("failureType") + " " + frame.getInteger("failureCode"))
                .containsExactlyInAnyOrder("err r-1 RECIPIENT_FAILURE 404", "err r-2 NO_HANDLERS -1");
    }

    @Test
    void shouldAnswerRequestsOnAPatternsAddress() throws Exception {
        // Given
        client.send("{'type':'register','address':'getEmployee.*'}").settle();

        // When
        CompletableFuture<Message<Object>> reply = ask("getEmployee.*", "getEmployee.7");
        JsonObject request = client.next();
        client.send("{'type':'send','address':'" + request.getString("replyAddress") + "','body':{'name':'Ada'}}");

        // Then
        assertThat(request.getJsonObject("headers")).isEqualTo(json("{'topic':'getEmployee.7'}"));
        assertThat(request.getJsonObject("body")).isEqualTo(json("{'id':'7'}"));
        assertThat(request.getBoolean("send")).isTrue();
        assertThat(reply.get(20, TimeUnit.SECONDS).body()).isEqualTo(json("{'name':'Ada'}"));
    }

    @Test
    void shouldRefuseRequests() throws Exception {
        // Given
        client.send("{'type':'register','address':'getEmployee.*'}").settle();

        // When
        CompletableFuture<Message<Object>> reply = ask("getEmployee.*", "getEmployee.7");
        String address = client.next().getString("replyAddress");
        client.send("{'type':'send','address':'" + address + "','failureCode':422,'message':'no such employee'}");

        // Then
        assertThat(failure(reply).failureCode()).isEqualTo(422);
        assertThat(failure(reply)).hasMessage("no such employee");
    }

    @Test
    void shouldFailWhatAClientLeftUnanswered() throws Exception {
        // Given
        client.send("{'type':'register','address':'getEmployee.*'}").settle();
        CompletableFuture<Message<Object>> reply = ask("getEmployee.*", "getEmployee.7");
        client.next();

        // When
        client.close();

        // Then
        assertThat(failure(reply)).hasMessage("the client went away");
    }

    @Test
    void shouldHearOnceWhatItRegisteredTwiceAndNothingAfterwards() throws Exception {
        // Given
        client.send("{'type':'register','address':'orders.created'}")
                .send("{'type':'register','address':'orders.created'}")
                .settle();

        // When
        publish("orders.created", json("{'id':1}"));
        JsonObject event = client.next();
        client.send("{'type':'unregister','address':'orders.created'}").settle();
        publish("orders.created", json("{'id':2}"));

        // Then
        assertThat(event)
                .isEqualTo(json(
                        "{'type':'message','address':'orders.created','headers':{},'body':{'id':1},'send':false}"));
        client.settle();
    }

    @Test
    void shouldTakeBytesThatAreJsonAsJson() throws Exception {
        // Given
        client.send("{'type':'register','address':'orders.created'}").settle();

        // When
        publish("orders.created", Buffer.buffer("[1]"));
        publish("orders.created", Buffer.buffer("?"));

        // Then
        assertThat(client.next().getValue("body")).isEqualTo(new JsonArray("[1]"));
        assertThat(client.next().getValue("body")).isEqualTo("Pw==");
    }

    @Test
    void shouldStoreWhatItPublishesOnALoggedTopic() throws Exception {
        // When
        client.send("{'type':'publish','address':'logged.a','replyAddress':'r-1',"
                + "'headers':{'id':'e-1','source':'shop','weir-logged':'true'},'body':{'id':1}}");

        // Then
        assertThat(client.next()).isEqualTo(json("{'type':'message','address':'r-1','headers':{},'send':true}"));
        assertThat(bridge.topics.sent()).containsExactly("logged.a {\"id\":1}");
        assertThat(bridge.topics.attributes())
                .extracting(EventAttributes::id, EventAttributes::source)
                .containsExactly(tuple("e-1", "shop"));
    }

    @Test
    void shouldSayThatAnEventIsNotStored() throws Exception {
        // Given
        bridge.topics.refuse();

        // When
        client.send("{'type':'publish','address':'logged.a','replyAddress':'r-1','body':{}}");
        client.send("{'type':'publish','address':'logged.b','body':{}}");

        // Then
        assertThat(client.next())
                .isEqualTo(json("{'type':'err','address':'r-1','sourceAddress':'logged.a','failureCode':7,"
                        + "'failureType':'RECIPIENT_FAILURE','message':'not stored'}"));
        assertThat(client.next()).isEqualTo(json("{'type':'err','message':'not_stored','sourceAddress':'logged.b'}"));
    }

    @Test
    void shouldKeepToItselfWhatIsMeantForTheBridge() throws Exception {
        // Given
        BlockingQueue<Message<Object>> heard = listen("orders.created");

        // When
        client.send(
                "{'type':'publish','address':'orders.created','headers':{'Authorization':'secret','Weir-Logged':'true',"
                        + "'codecName':'x','timeout':5,'a':'b'},'body':{}}");

        // Then
        assertThat(next(heard).headers().entries()).extracting(Object::toString).containsExactly("a=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'publish','address':'stock.count'",
                "'type':'publish','address':'orders.created.late'",
                "'type':'publish','address':'orders.*','headers':{'topic':'stock.count'}",
                "'type':'send','address':'orders.created'",
                "'type':'send','address':'orders.created','replyAddress':'r-1'",
                "'type':'register','address':'stock.count'",
                "'type':'register','address':'weir:log'",
                "'type':'register','address':'__vertx.reply.1'"
            })
    void shouldDenyEveryOtherAddress(String frame) throws Exception {
        // Given
        BlockingQueue<Message<Object>> heard = listen("stock.count");

        // When
        client.send("{" + frame + ",'body':{}}");

        // Then
        assertThat(client.next().getString("message")).isEqualTo("access_denied");
        client.settle();
        assertThat(heard).isEmpty();
        assertThat(bridge.log.warnings()).singleElement().asString().contains("access_denied", "address=");
    }

    @Test
    void shouldNeverOpenWhatIsWeirsOwn() throws Exception {
        // Given
        BlockingQueue<Message<Object>> heard = new LinkedBlockingQueue<>();
        List<String> own = List.of("weir:log", "model.Order.created", "mutation.order", "__vertx.reply.1");
        List<String> everything = List.of("#");

        // When
        try (BridgeFixture open = BridgeFixture.allowing(everything, everything, everything);
                RawClient other = open.connect()) {
            own.forEach(address -> open.vertx.eventBus().consumer(address, heard::add));
            for (String address : own) {
                for (String type : List.of("publish", "send")) {
                    other.send("{'type':'" + type + "','address':'" + address + "','body':{}}");
                    assertThat(other.next().getString("message")).isEqualTo("access_denied");
                }
            }
            other.send("{'type':'register','address':'model.Order.created'}").settle();
        }

        // Then
        assertThat(heard).isEmpty();
    }

    @Test
    void shouldCountWhatGoesThrough() throws Exception {
        // When
        client.send("{'type':'register','address':'orders.created'}").send("{'type':'register','address':'nowhere'}");

        // Then
        client.next();
        assertThat(metric("weir_bridge_tcp_connections ")).isEqualTo("1.0");
        assertThat(metric("weir_bridge_tcp_registrations ")).isEqualTo("1.0");
        assertThat(metric("weir_bridge_tcp_refused_total{reason=\"access_denied\"} "))
                .isEqualTo("1.0");
        client.close();
        await().untilAsserted(() ->
                assertThat(metric("weir_bridge_tcp_registrations ")).isEqualTo("0.0"));
        assertThat(metric("weir_bridge_tcp_connections ")).isEqualTo("0.0");
    }

    private String metric(String name) {
        return bridge.metrics
                .scrape()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse("none");
    }

    private BlockingQueue<Message<Object>> listen(String address) {
        BlockingQueue<Message<Object>> heard = new LinkedBlockingQueue<>();
        bridge.vertx.eventBus().consumer(address, heard::add);
        return heard;
    }

    private CompletableFuture<Message<Object>> ask(String address, String topic) {
        return bridge.vertx
                .eventBus()
                .request(address, json("{'id':'7'}"), new DeliveryOptions().addHeader("topic", topic))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private void publish(String address, Object body) {
        bridge.vertx.eventBus().publish(address, body);
    }

    private static ReplyException failure(CompletableFuture<?> reply) throws Exception {
        try {
            reply.get(20, TimeUnit.SECONDS);
            throw new AssertionError("it was answered");
        } catch (ExecutionException e) {
            return (ReplyException) e.getCause();
        }
    }

    private static Message<Object> next(BlockingQueue<Message<Object>> heard) throws InterruptedException {
        Message<Object> message = heard.poll(20, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }
}
