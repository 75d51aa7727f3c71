package io.weir.bridge.kafka;

import io.weir.source.TopicName;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A topic as the cluster has it.
 *
 * @param id another one when a topic of the same name was deleted and made again
 */
record KafkaTopic(String name, Uuid id, int partitions) {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final String START_OF_WORD = "(?:^|\\.)";
    private static final String ANY_WORD = START_OF_WORD + "[^.]+";

    /** One of its partitions, from 0. */
    TopicPartition partition(int number) {
        return new TopicPartition(name, number);
    }

    /** Why Kafka could not have a topic of this name, in words fit for a client; empty when it could. */
    static Optional<String> check(String topic) {
        return TopicName.check(topic)
                .or(() -> LEGAL.matcher(topic).matches()
                        ? Optional.empty()
                        : Optional.of("a topic of Kafka has at most 249 letters, digits, \".\", \"_\" and \"-\""));
    }

    /** What matches topics as any of these patterns does: {@code *} is a word between dots, {@code #} any number of them. */
    static Pattern matching(Collection<String> patterns) {
        return Pattern.compile(patterns.stream().map(KafkaTopic::regex).collect(Collectors.joining("|")));
    }

    private static String regex(String pattern) {
        return Pattern.compile("\\.")
                .splitAsStream(pattern)
                .map(KafkaTopic::regexOfWord)
                .collect(Collectors.joining());
    }

    private static String regexOfWord(String word) {
        return switch (word) {
            case "*" -> ANY_WORD;
            case "#" -> "(?:" + ANY_WORD + ")*";
            default -> START_OF_WORD + Pattern.quote(word);
        };
    }
}
