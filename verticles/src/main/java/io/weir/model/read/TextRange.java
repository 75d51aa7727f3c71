package io.weir.model.read;

import org.jspecify.annotations.Nullable;

/** Texts that begin alike stand together where texts are ordered by their code points. */
final class TextRange {

    private static final int LAST_BEFORE_SURROGATES = Character.MIN_SURROGATE - 1;

    private TextRange() {}

    /** The least text that is greater than every text with this beginning; null when there is none. */
    static @Nullable String end(String beginning) {
        int length = beginning.length();
        while (length > 0) {
            int last = beginning.codePointBefore(length);
            length -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last == LAST_BEFORE_SURROGATES ? Character.MAX_SURROGATE + 1 : last + 1;
                return beginning.substring(0, length) + Character.toString(next);
            }
        }
        return null;
    }
}
