package io.weir.transport.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventCursor;
import io.weir.json.Json;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A client that is full when the test says so, and checks what it hears: order, and that going on from any id that it was
 * given gives what comes after it. Belongs to one event loop.
 */
final class SlowReader implements Subscriber {

    final List<String> heard = new ArrayList<>();
    final List<String> ids = new ArrayList<>();
    final Map<String, List<Long>> positions = new HashMap<>();
    Feed feed = () -> {};
    int room = Integer.MAX_VALUE;
    private final List<Long> starts;
    private final List<String> keys;
    private final List<StreamId> streams;
    private long[] at;
    private boolean over;

    /**
     * Reads roots.
     *
     * @param keys their response keys
     * @param streams what their event ids are of
     * @param starts from where they were asked for
     */
    SlowReader(List<String> keys, List<StreamId> streams, List<Long> starts) {
        this.starts = starts;
        this.keys = keys;
        this.streams = streams;
    }

    /** Reads: it has room for so many more. */
    void reads(int more) {
        room = more;
        feed.onDrained();
    }

    @Override
    public void onLive() {
        hear("live");
    }

    @Override
    public void onRefused(Buffer errors) {
        hear("refused " + errors);
        over = true;
    }

    @Override
    public void onNext(SharedPayload payload) {
        hear("next " + payload.bytes());
        room--;
        if (Json.parse(payload.bytes()) instanceof Map<?, ?> response
                && response.get("data") instanceof Map<?, ?> data) {
            Map.Entry<?, ?> field = data.entrySet().iterator().next();
            onNext((String) field.getKey(), ((Number) field.getValue()).longValue());
        }
        onId(payload);
    }

    private void onNext(String key, long position) {
        positions.computeIfAbsent(key, each -> new ArrayList<>()).add(position);
        if (at != null) {
            assertThat(position).as("the id before promised that it comes").isGreaterThan(at[keys.indexOf(key)]);
        }
    }

    @Override
    public void onPosition(SharedPayload position) {
        hear("position");
        onId(position);
    }

    private void onId(SharedPayload payload) {
        String id = payload.eventId();
        if (id == null) {
            return;
        }
        ids.add(id);
        List<EventCursor> cursors = ResumeIds.read(id, streams, true).orElseThrow();
        if (cursors.get(0).id() != null) {
            return;
        }
        at = cursors.stream().mapToLong(EventCursor::position).toArray();
        for (int i = 0; i < at.length; i++) {
            List<Long> had = positions.getOrDefault(keys.get(i), List.of(starts.get(i)));
            assertThat(at[i]).as("nothing comes again").isGreaterThanOrEqualTo(had.get(had.size() - 1));
        }
    }

    @Override
    public void onComplete() {
        hear("complete");
        over = true;
    }

    @Override
    public void onBroken(Buffer errors) {
        hear("broken " + errors);
        over = true;
    }

    @Override
    public boolean full() {
        return room <= 0;
    }

    @Override
    public void onStalled() {
        hear("stalled");
        over = true;
        feed.cancel();
    }

    private void hear(String what) {
        assertThat(over).as("nothing follows the end, but %s", what).isFalse();
        heard.add(what);
    }
}
