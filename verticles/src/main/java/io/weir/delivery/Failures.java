package io.weir.delivery;

import io.vertx.core.buffer.Buffer;
import io.weir.delivery.target.Verdict;
import io.weir.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why deliveries fail, as JSON that the store takes. */
final class Failures {

    /** Others choose these words, and each attempt keeps them. */
    private static final int LONGEST = 1024;

    private Failures() {}

    /** What operators, and mutations that deal with it, are told. */
    static Buffer of(String code, String message) {
        return of(new Verdict.Reason(code, message, null, null));
    }

    /** The same of an attempt. */
    static Buffer of(Verdict.Reason reason) {
        return Json.write(members(reason, false));
    }

    /** For the log of attempts. */
    static String note(Verdict.Reason reason) {
        return Json.write(members(reason, true)).toString(StandardCharsets.UTF_8);
    }

    private static Map<String, @Nullable Object> members(Verdict.Reason reason, boolean withAnswer) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("code", storable(reason.code()));
        members.put("message", storable(reason.message()));
        if (reason.status() != null) {
            members.put("status", reason.status());
        }
        if (withAnswer && reason.answer() != null) {
            members.put("answer", storable(reason.answer()));
        }
        return members;
    }

    /** Its beginning. The store takes no NUL, and no half of a surrogate pair. */
    private static String storable(String foreign) {
        String begin = foreign.length() <= LONGEST ? foreign : foreign.substring(0, LONGEST);
        byte[] utf8 = begin.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
