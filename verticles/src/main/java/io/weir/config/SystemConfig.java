package io.weir.config;

import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import io.weir.template.Origin;
import io.weir.template.Template;
import io.weir.template.UrlTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A system that shows writes some time after they were made, and how it says how far it is. */
public sealed interface SystemConfig {

    /** How long a client waits for it, where that differs. */
    Optional<Duration> timeout();

    /** Its templates over {@code args} and {@code response}. */
    default List<Template> templates() {
        return List.of();
    }

    /**
     * The system reports what it has applied: an action's id, or a version of a key.
     *
     * @param key a template over {@code args} and {@code response}: what an action changes; without it the type and id of
     *     the entity that the handler answers
     * @param version a template over the same: which version of it the action makes; without it the field {@code version}
     *     of the handler's answer, if there is one
     */
    record Ack(Optional<Duration> timeout, Optional<Template> key, Optional<Template> version) implements SystemConfig {

        static final Shape<Ack> SHAPE = keys -> new Ack(
                keys.optional("timeout", Waits.TIME, Optional.empty(), Waits.SAYS),
                keys.optional(
                        "key",
                        new OptionalOf<>(Rules.WRITTEN),
                        Optional.empty(),
                        "Template over `args` and `response`: what an action changes, such as `Order:{{ response.id }}`;"
                                + " unless given, type and id of the entity in the answer."),
                keys.optional(
                        "version",
                        new OptionalOf<>(Rules.WRITTEN),
                        Optional.empty(),
                        "Template over `args` and `response`: which version of it the action makes; unless given, the"
                                + " answer's field `version`, if it has one."));

        /** Checks every rule. */
        public Ack {
            Waits.check(timeout);
        }

        @Override
        public List<Template> templates() {
            return Stream.of(key, version).flatMap(Optional::stream).toList();
        }
    }

    /**
     * The system is asked over HTTP until it answers as expected: with a 2xx status, or what is named here.
     *
     * @param url a template over {@code args} and {@code response}; {@code actions.allow} has its origin
     * @param status the status that it must answer with; 2xx unless given
     * @param at JSON Pointer (RFC 6901) to the version in its answer
     * @param least a template for the version that must be there at least; goes with {@code at}
     * @param etag a template for the {@code ETag} that it must answer with
     * @param every the first pause between questions about one write; it doubles, to twenty times as long at most
     * @param answer how long one answer may take
     * @param concurrency questions of one node that may be under way at once
     */
    record Probe(
            Optional<Duration> timeout,
            Template url,
            Optional<Integer> status,
            Optional<String> at,
            Optional<Template> least,
            Optional<Template> etag,
            Duration every,
            Duration answer,
            int concurrency)
            implements SystemConfig {

        private static final Scalar<Integer> STATUS = Values.integer(100, 599);
        private static final Scalar<String> POINTER =
                Values.text("a JSON Pointer such as /version", Pattern.compile("(?:/(?:[^~/]|~[01])*)*"));

        static final Shape<Probe> SHAPE = keys -> new Probe(
                keys.optional("timeout", Waits.TIME, Optional.empty(), Waits.SAYS),
                keys.required(
                        "url",
                        Rules.WRITTEN_URL,
                        Rules.WRITTEN_URL.parse("http://localhost:9100/orders/{{ response.id }}"),
                        "Template over `args` and `response`: what is asked; its origin stands in `actions.allow`."),
                keys.optional(
                        "status",
                        new OptionalOf<>(STATUS),
                        Optional.empty(),
                        "The status of the answer; any 2xx unless given."),
                keys.optional(
                        "at",
                        new OptionalOf<>(POINTER),
                        Optional.empty(),
                        "JSON Pointer to the version in the answer."),
                keys.optional(
                        "least",
                        new OptionalOf<>(Rules.WRITTEN),
                        Optional.empty(),
                        "Template over `args` and `response`: the version that must be there at least; needs `at`."),
                keys.optional(
                        "etag",
                        new OptionalOf<>(Rules.WRITTEN),
                        Optional.empty(),
                        "Template over `args` and `response`: the `ETag` that the answer must have."),
                keys.optional(
                        "every",
                        Rules.TIMEOUT,
                        Duration.ofMillis(50),
                        "The first pause between questions about one write; it doubles, to twenty times as long at most."),
                keys.optional("answer", Rules.TIMEOUT, Duration.ofSeconds(2), "How long one answer may take."),
                keys.optional("concurrency", Rules.COUNT, 16, "Questions of one node that may be under way at once."));

        /** Checks every rule. */
        public Probe {
            Waits.check(timeout);
            status.ifPresent(wanted -> STATUS.check("status", wanted));
            at.ifPresent(pointer -> POINTER.check("at", pointer));
            if (at.isPresent() != least.isPresent()) {
                throw new IllegalArgumentException(
                        "at and least go together: where the version is, and what it must be");
            }
            Rules.TIMEOUT.check("every", every);
            Rules.TIMEOUT.check("answer", answer);
            Rules.COUNT.check("concurrency", concurrency);
            if (templates(url, least, etag).stream()
                    .allMatch(template -> template.placeholders().isEmpty())) {
                throw new IllegalArgumentException("neither url nor least nor etag has a placeholder:"
                        + " the same answer would show every write");
            }
        }

        /** Whom it asks. */
        public Origin origin() {
            return UrlTemplate.of(url).origin();
        }

        @Override
        public List<Template> templates() {
            return templates(url, least, etag);
        }

        private static List<Template> templates(Template url, Optional<Template> least, Optional<Template> etag) {
            return Stream.of(Optional.of(url), least, etag)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /**
     * The system is a replica of the PostgreSQL server that the handlers write to.
     *
     * @param primary where the write-ahead log is written
     * @param replica where it is replayed
     * @param every how often the replica is asked while someone waits
     */
    record Lsn(Optional<Duration> timeout, String primary, String replica, Duration every) implements SystemConfig {

        static final Shape<Lsn> SHAPE = keys -> new Lsn(
                keys.optional("timeout", Waits.TIME, Optional.empty(), Waits.SAYS),
                keys.required(
                        "primary",
                        StoreConfig.Postgres.URI,
                        "postgresql://weir:weir@localhost:5432/shop",
                        "The server that the handlers write to."),
                keys.required(
                        "replica",
                        StoreConfig.Postgres.URI,
                        "postgresql://weir:weir@localhost:5433/shop",
                        "The replica that reads come from."),
                keys.optional(
                        "every",
                        Rules.TIMEOUT,
                        Duration.ofMillis(10),
                        "How often the replica is asked while someone waits."));

        /** Checks every rule. */
        public Lsn {
            Waits.check(timeout);
            StoreConfig.Postgres.URI.check("primary", primary);
            StoreConfig.Postgres.URI.check("replica", replica);
            if (primary.equals(replica)) {
                throw new IllegalArgumentException(
                        "primary and replica are one server: a replica has an address of its own");
            }
            Rules.TIMEOUT.check("every", every);
        }

        /** The URIs are secrets. */
        @Override
        public String toString() {
            return "Lsn[every=" + every + "]";
        }
    }

    /**
     * The system reads Weir's own log by a resumable stream, and reports the id of the last event that it has handled.
     *
     * @param topics those that it reads; the default provider's, or {@code PROVIDER:TOPIC}; empty means the whole log. None
     *     of a broker: its events are in the log only some time after they were published
     */
    record Log(Optional<Duration> timeout, List<LogConfig.LogTopic> topics) implements SystemConfig {

        static final Shape<Log> SHAPE = keys -> new Log(
                keys.optional("timeout", Waits.TIME, Optional.empty(), Waits.SAYS),
                keys
                        .optional(
                                "topics",
                                LogConfig.TOPICS,
                                List.of(),
                                "The topics that it reads, as `log.topics` names them; all unless given.")
                        .stream()
                        .map(LogConfig.LogTopic::of)
                        .toList());

        /** Checks every rule. */
        public Log {
            Waits.check(timeout);
            topics = List.copyOf(topics);
        }
    }
}
