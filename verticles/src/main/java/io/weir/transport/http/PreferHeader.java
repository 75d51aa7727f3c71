package io.weir.transport.http;

import io.weir.execution.Preference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Prefer} (RFC 7240): {@code respond-async} and {@code wait=SECONDS}; others count for nothing. */
final class PreferHeader {

    private static final Pattern RESPOND_ASYNC = Pattern.compile("respond-async\\s*(;.*)?");
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(;.*)?");

    private PreferHeader() {}

    /** What these lines ask for; null when that is nothing that we know. The first wait counts. */
    static @Nullable Preference read(List<String> lines) {
        boolean respondAsync = false;
        Optional<Duration> wait = Optional.empty();
        for (String line : lines) {
            for (String element : HeaderList.split(line)) {
                String preference = element.toLowerCase(Locale.ROOT);
                Matcher seconds = WAIT.matcher(preference);
                respondAsync |= RESPOND_ASYNC.matcher(preference).matches();
                if (wait.isEmpty() && seconds.matches()) {
                    wait = Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1))));
                }
            }
        }
        return respondAsync || wait.isPresent() ? new Preference(respondAsync, wait) : null;
    }
}
