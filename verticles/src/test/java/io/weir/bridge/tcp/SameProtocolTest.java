package io.weir.bridge.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServerOptions;
import io.vertx.ext.bridge.BridgeOptions;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.eventbus.bridge.tcp.TcpEventBusBridge;
import io.weir.testing.FreePorts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that were written for Vert.x's own bridge notice no difference: both say the same, frame for frame. */
class SameProtocolTest {

    private final BridgeFixture ours =
            BridgeFixture.allowing(List.of("news"), List.of("echo", "fails"), List.of("news", "ask"));
    private final EventBus bus = ours.vertx.eventBus();
    private int theirs;

    @BeforeEach
    void start() {
        theirs = FreePorts.next();
        BridgeOptions allowed = new BridgeOptions()
                .addInboundPermitted(new PermittedOptions().setAddress("news"))
                .addInboundPermitted(new PermittedOptions().setAddress("echo"))
                .addInboundPermitted(new PermittedOptions().setAddress("fails"))
                .addOutboundPermitted(new PermittedOptions().setAddress("news"))
                .addOutboundPermitted(new PermittedOptions().setAddress("ask"));
        TcpEventBusBridge.create(
                        ours.vertx,
                        allowed,
                        new NetServerOptions().setPort(theirs).setHost("127.0.0.1"))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        bus.consumer(
                "echo",
                message -> message.reply(
                        message.body(),
                        new DeliveryOptions().setHeaders(message.headers()).addHeader("from", "echo")));
        bus.consumer("fails", message -> message.fail(7, "no"));
    }

    @AfterEach
    void close() {
        ours.close();
    }

    @Test
    void shouldSayWhatTheLibrarySays() throws Exception {
        assertThat(conversation(ours.port)).isEqualTo(conversation(theirs));
    }

    private List<JsonObject> conversation(int port) throws Exception {
        List<JsonObject> heard = new ArrayList<>();
        try (RawClient client = RawClient.connect(port)) {
            client.settle();
            for (String body : List.of("{'a':[1,2.5,null,{'b':true}]}", "[1]", "'text'", "1", "2.5", "true")) {
                heard.add(client.send("{'type':'send','address':'echo','replyAddress':'r','headers':{'h':'1'},'body':"
                                + body + "}")
                        .next());
            }
            heard.add(client.send("{'type':'send','address':'fails','replyAddress':'r','body':{}}")
                    .next());
            heard.add(client.send("{'type':'publish','address':'other','body':{}}")
                    .next());
            heard.add(client.send("{'type':'register','address':'echo'}").next());
            heard.add(client.send("{'type':'unregister','address':'news'}").next());
            heard.add(client.send("{'type':'publish'}").next());
            client.send("{'type':'register','address':'news'}").settle();
            heard.add(client.send("{'type':'publish','address':'news','headers':{'id':'1'},'body':{'n':1}}")
                    .next());
            heard.add(asked(client));
        }
        heard.forEach(frame -> {
            frame.remove("sourceAddress"); // we say it of more errors than they do
            frame.remove("replyAddress");
        });
        return heard;
    }

    private JsonObject asked(RawClient client) throws Exception {
        client.send("{'type':'register','address':'ask'}").settle();
        var answer = bus.request("ask", new JsonObject().put("n", 2))
                .toCompletionStage()
                .toCompletableFuture();
        JsonObject question = client.next();
        client.send("{'type':'send','address':'" + question.getString("replyAddress") + "','body':{'n':3}}");
        assertThat(answer.join().body()).isEqualTo(new JsonObject().put("n", 3));
        return question;
    }
}
