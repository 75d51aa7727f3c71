package io.weir.gate.probe;

import io.weir.json.Json;
import io.weir.json.JsonPointer;
import io.weir.json.MalformedJsonException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer that shows a write.
 *
 * @param status it has; any 2xx where that does not matter
 * @param version it has at least, and where
 * @param etag it has
 */
record Expected(Optional<Integer> status, Optional<Version> version, Optional<String> etag) {

    /** What is not there yet, or not there any more; or it is too early to ask. */
    private static final Set<Integer> NOT_THERE = Set.of(404, 410, 425);

    /** Longer numbers count nothing. */
    private static final int DIGITS = 40;

    private static final int CHARACTERS = 100;

    /** A version that something has at least. */
    record Version(JsonPointer at, BigInteger least) {}

    /** What an answer says. */
    enum Verdict {
        /** The system shows the write. */
        SHOWN,
        /** It does not yet. */
        BEHIND,
        /** Nothing that can be understood. */
        GARBAGE
    }

    /** What this answer says. */
    Verdict judge(Answer answer) {
        boolean fits = status.map(wanted -> wanted == answer.status()).orElse(answer.success());
        if (!fits) {
            return answer.success() || NOT_THERE.contains(answer.status()) ? Verdict.BEHIND : Verdict.GARBAGE;
        }
        Verdict tagged = etag.map(wanted -> tagged(wanted, answer.etag())).orElse(Verdict.SHOWN);
        return tagged == Verdict.SHOWN
                ? version.map(wanted -> versioned(wanted, answer)).orElse(Verdict.SHOWN)
                : tagged;
    }

    private static Verdict tagged(String wanted, @Nullable String tag) {
        if (tag == null) {
            return Verdict.GARBAGE;
        }
        return opaque(wanted).equals(opaque(tag)) ? Verdict.SHOWN : Verdict.BEHIND;
    }

    /** Weak comparison (RFC 9110, section 8.8.3.2); quotes may be missing. */
    private static String opaque(String tag) {
        String strong = tag.strip().startsWith("W/") ? tag.strip().substring(2) : tag.strip();
        boolean quoted = strong.length() > 1 && strong.startsWith("\"") && strong.endsWith("\"");
        return quoted ? strong.substring(1, strong.length() - 1) : strong;
    }

    private static Verdict versioned(Version wanted, Answer answer) {
        Optional<BigInteger> version;
        try {
            version = whole(wanted.at().in(Json.parse(answer.body())));
        } catch (MalformedJsonException e) {
            return Verdict.GARBAGE;
        }
        return version.map(there -> there.compareTo(wanted.least()) >= 0 ? Verdict.SHOWN : Verdict.BEHIND)
                .orElse(Verdict.GARBAGE);
    }

    /** A whole number, or a text that is one; empty when it is neither. */
    static Optional<BigInteger> whole(@Nullable Object value) {
        boolean number = value instanceof Number || value instanceof String;
        String text = number ? String.valueOf(value).strip() : "";
        if (text.length() > CHARACTERS) { // what it takes to read a number grows with the square of its length
            return Optional.empty();
        }
        try {
            BigDecimal decimal = new BigDecimal(text);
            boolean countable = decimal.precision() <= DIGITS && Math.abs(decimal.scale()) <= DIGITS;
            return countable ? Optional.of(decimal.toBigIntegerExact()) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException none) {
            return Optional.empty();
        }
    }
}
