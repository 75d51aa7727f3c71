package io.weir.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.weir.template.Origin;
import io.weir.testing.FreePorts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialerTest {

    private static final Map<String, String[]> NAMES = Map.of(
            "one.test", new String[] {"127.0.0.1"},
            "two.test", new String[] {"127.0.0.3", "127.0.0.1"},
            "cloud.test", new String[] {"127.0.0.1", "169.254.169.254"});

    private final Vertx vertx = Vertx.vertx();
    private final Dialer dialer =
            new Dialer(vertx, new HttpClientOptions(), Duration.ofSeconds(2), 4, DialerTest::resolve);

    @AfterEach
    void stop() throws Exception {
        await(dialer.close());
        await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({"one.test", "two.test", "127.0.0.1"})
    void shouldConnectToTheFirstAddressThatAnswers(String host) throws Exception {
        // Given
        int port = serve();

        // When
        String answer = await(open("http://" + host + ":" + port, () -> false));

        // Then
        assertThat(answer).isEqualTo("127.0.0.1: GET /x?y of " + host + ":" + port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody.test | the name is not known                               | false",
                "cloud.test  | the name leads to an address that may not be called | true",
                "127.0.0.1   | there is no connection                              | false"
            })
    void shouldSayWhyThereIsNoConnection(String host, String why, boolean forbidden) throws Exception {
        // When
        NotConnectedException refused = refused(open("http://" + host + ":" + FreePorts.next(), () -> false));

        // Then
        assertThat(refused).hasMessage(why);
        assertThat(refused.forbidden()).isEqualTo(forbidden);
    }

    @Test
    void shouldNotConnectForWhoeverHasGivenUp() throws Exception {
        assertThat(refused(open("http://one.test:" + serve(), () -> true))).hasMessage("nobody wants it any more");
    }

    private int serve() throws Exception {
        return await(vertx.createHttpServer()
                        .requestHandler(request -> request.response()
                                .end(request.method() + " " + request.uri() + " of " + request.authority()))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    /** Opens and asks on one event loop, where no answer comes before someone listens: who answered, and what. */
    private Future<String> open(String origin, BooleanSupplier over) {
        Destination to =
                new Destination(HttpMethod.GET, Origin.parse(origin).orElseThrow(), "/x?y", Duration.ofSeconds(2));
        Promise<String> answered = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(
                        here -> dialer.open(to, over).compose(DialerTest::ask).onComplete(answered));
        return answered.future();
    }

    private static Future<String> ask(HttpClientRequest request) {
        String address = request.connection().remoteAddress().hostAddress();
        return request.send().compose(HttpClientResponse::body).map(body -> address + ": " + body);
    }

    private static InetAddress[] resolve(String name) throws UnknownHostException {
        String[] known = NAMES.get(name);
        if (known == null) {
            throw new UnknownHostException(name);
        }
        InetAddress[] addresses = new InetAddress[known.length];
        for (int i = 0; i < known.length; i++) {
            addresses[i] = InetAddress.getByName(known[i]);
        }
        return addresses;
    }

    private static NotConnectedException refused(Future<?> future) throws Exception {
        try {
            await(future);
        } catch (ExecutionException e) {
            return (NotConnectedException) e.getCause();
        }
        throw new AssertionError("it is connected");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
