package io.weir.store;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.sqlclient.Tuple;
import io.weir.testing.FreePorts;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivePoolTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger knocks = new AtomicInteger();
    private final int port = FreePorts.next();
    private final LivePool pool =
            new LivePool(vertx, StoreAddress.local(port, "d", "u", "p"), StoreFixture.SHORT, 4, now::get);

    @AfterEach
    void stop() {
        await(pool.close());
        await(vertx.close());
    }

    @Test
    void shouldKnockNowAndThenWhereNobodyListens() {
        // given
        assertThatThrownBy(this::select).hasCauseInstanceOf(ConnectException.class);
        listen();

        // when
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(this::select).hasCauseInstanceOf(ConnectException.class);
        }

        // then
        assertThat(knocks).hasValue(0);
        now.addAndGet(1_000_000_000);
        assertThatThrownBy(this::select).isNotNull();
        assertThat(knocks).hasPositiveValue();
    }

    /** Someone who hangs up at once. */
    private void listen() {
        NetServer server = vertx.createNetServer().connectHandler(socket -> {
            knocks.incrementAndGet();
            socket.close();
        });
        await(server.listen(port, "127.0.0.1"));
    }

    private void select() {
        await(pool.execute("select 1", Tuple.tuple()));
    }
}
