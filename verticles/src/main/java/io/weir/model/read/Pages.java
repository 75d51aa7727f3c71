package io.weir.model.read;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link Statements#page} finds, as the client asked for it. */
final class Pages {

    private Pages() {}

    static Page page(PageRequest request, Row found) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Arrays.stream(found.getArrayOfStrings("images")).map(Reads::image).forEach(rows::add);
        boolean more = rows.size() > request.size();
        if (more) {
            rows.remove(rows.size() - 1);
        }
        if (request.backward()) {
            Collections.reverse(rows);
        }
        boolean before = found.getBoolean("before") || request.backward() && more;
        boolean behind = found.getBoolean("behind") || !request.backward() && more;
        return new Page(request, rows, before, behind, found.getLong("total"));
    }
}
