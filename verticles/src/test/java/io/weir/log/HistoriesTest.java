package io.weir.log;

import static io.weir.log.LogFixture.PROVIDER;
import static io.weir.log.LogFixture.event;
import static io.weir.log.LogFixture.topic;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.bus.LogPage;
import io.weir.bus.ReadHistory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happened to one thing. */
class HistoriesTest {

    private static final List<String> ORDER = List.of("model.Order.created", "model.Order.updated", "default:n.x");

    private final LogFixture node = LogFixture.start(
            LogFixture.CONFIG,
            LogFixture.topics(
                    topic(PROVIDER, "model.Order.created"), topic(PROVIDER, "a.#"), topic(PROVIDER, "n.*", "n")));

    @BeforeEach
    void write() {
        node.write("model.Order.created", "7", "created 7");
        node.write("model.Order.created", "8", "created 8");
        node.write("model.Order.updated", "7", "updated 7");
        node.write("model.Other.updated", "7", "another 7");
        await().until(() -> node.handed().size() == 4);
        await(node.append(event("a.b", "nothing"), event("n.x", "{\"n\":7}"), event("n.x", "{\"n\":70}")));
        node.write("model.Order.updated", "7", "once more");
        await().until(() -> node.handed().size() == 8);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldGiveTheEventsOfOneIdInTheirOrder() {
        // when
        LogPage page = read("7", 0, 100);

        // then
        assertThat(payloads(page)).containsExactly("created 7", "updated 7", "{\"n\":7}", "once more");
        assertThat(page.events()).extracting("id").containsOnly("7");
        assertThat(page.last()).isTrue();
        assertThat(payloads(read("8", 0, 100))).containsExactly("created 8");
        assertThat(payloads(read("9", 0, 100))).isEmpty();
    }

    @Test
    void shouldGiveThemPageByPage() {
        // given
        List<List<String>> pages = new ArrayList<>();

        // when
        LogPage page;
        long after = 0;
        do {
            page = read("7", after, 3);
            pages.add(payloads(page));
            after = page.through();
        } while (!page.last());

        // then
        assertThat(pages).containsExactly(List.of("created 7", "updated 7", "{\"n\":7}"), List.of("once more"));
    }

    @Test
    void shouldFindNothingInNoTopics() {
        assertThat(payloads(await(node.<LogPage>ask(new ReadHistory(List.of(), "7", 0, 10)))))
                .isEmpty();
    }

    @Test
    void shouldGiveEachOnceHoweverOftenItsTopicIsNamed() {
        assertThat(payloads(await(node.<LogPage>ask(
                        new ReadHistory(List.of("model.Order.created", "default:model.Order.created"), "7", 0, 10)))))
                .containsExactly("created 7");
    }

    private LogPage read(String id, long after, int limit) {
        return await(node.<LogPage>ask(new ReadHistory(ORDER, id, after, limit)));
    }

    private static List<String> payloads(LogPage page) {
        return page.events().stream().map(event -> event.payload().toString()).toList();
    }
}
