package io.weir.trigger;

import io.vertx.core.Future;

/** A topic of the log: all its events come to the shard anyway, but the log must say that it keeps them. */
final class LoggedSource implements TopicSource {

    private final LogReads log;
    private final LogFeed feed;
    private final Trigger trigger;

    LoggedSource(LogReads log, LogFeed feed, Trigger trigger) {
        this.log = log;
        this.feed = feed;
        this.trigger = trigger;
    }

    @Override
    public Future<Void> open() {
        return log.end(trigger.key())
                .compose(end -> {
                    feed.begin(end);
                    return feed.settled();
                })
                .onSuccess(settled -> trigger.startAt(Math.max(trigger.quietSince(), feed.position())));
    }

    @Override
    public void close() {}
}
