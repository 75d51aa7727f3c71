package io.weir.model.read;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a model that stand together, as they were at one moment.
 *
 * @param request what was asked
 * @param rows their images, in the order asked for
 * @param hasPrevious whether others stand before them; only where it was asked for
 * @param hasNext whether others stand behind them; only where it was asked for
 * @param total how many rows pass the filter; 0 where nobody asked
 */
public record Page(
        PageRequest request,
        List<Map<String, @Nullable Object>> rows,
        boolean hasPrevious,
        boolean hasNext,
        long total) {

    /** The cursor of one of its rows. */
    public String cursor(Map<String, @Nullable Object> row) {
        return Cursor.of(request.model(), request.order(), row);
    }
}
