package io.weir.gate.token;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import io.weir.bus.SystemTarget;
import io.weir.config.TokensConfig;
import io.weir.flow.VertxTiming;
import io.weir.gate.ledger.PgKeyLedger;
import io.weir.store.StoreException;
import io.weir.store.StoreFixture;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that share their keys through PostgreSQL. */
class SharedKeysTest {

    private static final SystemTarget TARGET = new SystemTarget.Applied("search", "a-1", "Order:7", 3);

    private final StoreFixture store = new StoreFixture();

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void shouldOpenEverywhereWhatManyNodesSealAtOnce() {
        // given
        List<Node> nodes = IntStream.range(0, 10).mapToObj(i -> new Node()).toList();

        // when each needs the first key
        List<Future<String>> sealing = nodes.stream().map(Node::seal).toList();
        await(Future.join(sealing));
        List<String> texts = sealing.stream().map(Future::result).toList();

        // then
        for (Node node : nodes) {
            texts.forEach(text -> assertThat(node.open(text)).containsExactly(TARGET));
        }
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void shouldOutliveARollingRestartThatRotatesTheKey() {
        // given
        Node old = new Node();
        String before = await(old.seal());
        await(store.store()
                .execute("update weir.consistency_key set made_at = made_at - interval '2 days'", Tuple.tuple()));

        // when
        Node fresh = new Node();
        String after = await(fresh.seal());

        // then
        assertThat(keys()).isEqualTo(2);
        assertThat(fresh.open(before)).containsExactly(TARGET);
        assertThat(old.open(after)).containsExactly(TARGET);
    }

    @Test
    void shouldGoOnWithoutTheStoreAsFarAsItKnows() {
        // given
        Node node = new Node();
        String text = await(node.seal());
        Node ignorant = new Node();

        // when
        await(store.store().stop());

        // then
        assertThat(node.open(await(node.seal()))).containsExactly(TARGET);
        assertThatThrownBy(() -> ignorant.open(text)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> await(ignorant.seal())).isInstanceOf(StoreException.class);
    }

    private int keys() {
        return await(new PgKeyLedger(store.store()).keys()).size();
    }

    /** One node's tokens, on an event loop of its own. */
    private final class Node {

        private final Context context = store.vertx().getOrCreateContext();
        private final SealedTokens tokens = new SealedTokens(
                new VertxTiming(store.vertx(), Clock.systemUTC()),
                new PgKeyLedger(store.store()),
                TokensConfig.DEFAULT,
                new SecureRandom());

        Future<String> seal() {
            return on(own -> own.seal(List.of(TARGET), null));
        }

        List<SystemTarget> open(String text) {
            return await(on(own -> own.open(List.of(text)))).targets();
        }

        private <T> Future<T> on(Function<SealedTokens, Future<T>> call) {
            Promise<T> answer = Promise.promise();
            context.runOnContext(turn -> call.apply(tokens).onComplete(answer));
            return answer.future();
        }
    }
}
