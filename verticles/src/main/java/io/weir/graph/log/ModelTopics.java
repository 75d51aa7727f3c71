package io.weir.graph.log;

import io.weir.config.WeirConfig;
import io.weir.graph.model.Model;
import io.weir.graph.model.Model.Change;
import io.weir.graph.model.Models;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Models in, the topics of what happens to their rows out. They are always logged, and their events' ids are positions. */
public final class ModelTopics {

    private ModelTopics() {}

    /** All of them, in the order of the models. */
    public static Stream<LoggedTopic> of(Models models) {
        return models.all().values().stream()
                .flatMap(model -> Arrays.stream(Change.values()).map(change -> topic(model, change)));
    }

    private static LoggedTopic topic(Model model, Change change) {
        return new LoggedTopic(WeirConfig.DEFAULT_PROVIDER, TopicPattern.of(model.topic(change)), Optional.empty());
    }
}
