package io.weir.bridge.kafka;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Which patterns a group reads, as the text that Kafka keeps beside an offset: a topic that the group has no offset of is
 * read from its beginning when the pattern that matches it was read before, since the topic is newer; otherwise from its
 * end, since the pattern is.
 */
record PatternMarks(Set<String> marks) {

    /** A broker keeps 4096 bytes beside an offset unless it is told otherwise. */
    private static final int MOST = 400;

    private static final int BYTES = 4;

    PatternMarks {
        marks = Set.copyOf(marks);
    }

    static PatternMarks of(Collection<String> patterns) {
        return new PatternMarks(patterns.stream().map(PatternMarks::mark).collect(Collectors.toSet()));
    }

    /** All that stand beside these offsets. */
    static PatternMarks in(Collection<OffsetAndMetadata> committed) {
        Set<String> all = new HashSet<>();
        committed.forEach(offset -> all.addAll(Arrays.asList(offset.metadata().split(","))));
        return new PatternMarks(all);
    }

    boolean has(String pattern) {
        return marks.contains(mark(pattern));
    }

    OffsetAndMetadata beside(long offset) {
        return new OffsetAndMetadata(
                offset, new TreeSet<>(marks).stream().limit(MOST).collect(Collectors.joining(",")));
    }

    private static String mark(String pattern) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(pattern.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
