package io.weir.model.subgraph;

import io.weir.graph.model.Model;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way to the client.
 *
 * @param image as {@link io.weir.model.table.Image} has it; of a row that was not read only the id
 */
record Row(Model model, Map<String, @Nullable Object> image) {

    String id() {
        return String.valueOf(image.get(Model.ID));
    }
}
