package io.weir.graph;

import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import io.weir.config.Problem;
import io.weir.config.WeirConfig;
import io.weir.graph.RootSource.EventsSubscribe;
import io.weir.graph.log.TemplatePattern;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.graph.model.filter.ModelEventFilter;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives the sources of fields that a model's topics feed the filter that an argument says. */
final class ModelEventSources {

    private final Models models;
    private final TypeIndex types;
    private final List<Problem> problems;

    ModelEventSources(Models models, TypeIndex types, List<Problem> problems) {
        this.models = models;
        this.types = types;
        this.problems = problems;
    }

    Map<Graph.FieldName, RootSource> complete(Map<Graph.FieldName, RootSource> sources) {
        if (models.isEmpty()) {
            return sources;
        }
        Map<Graph.FieldName, RootSource> completed = new HashMap<>(sources);
        completed.replaceAll((name, source) -> source instanceof EventsSubscribe events
                ? types.field(types.rootName("subscription"), name.field())
                        .map(field -> filtered(field, events))
                        .orElse(events)
                : source);
        return completed;
    }

    private EventsSubscribe filtered(FieldDefinition field, EventsSubscribe source) {
        EventsSubscribe filtered = source;
        for (InputValueDefinition argument : field.getInputValueDefinitions()) {
            Optional<Model> model = models.filteredBy(TypeIndex.bareName(argument.getType()));
            if (model.isPresent() && TypeIndex.list(argument.getType())) {
                problems.add(Sdl.problem(argument, "a filter is one object, no list; use its AND or OR"));
            } else if (model.isPresent() && !feeds(model.get(), source)) {
                problems.add(Sdl.problem(
                        argument,
                        "\"%s\" filters the events of the model %s, and this field has others; take a topic such as \"%s\""
                                .formatted(
                                        argument.getName(),
                                        model.get().name(),
                                        model.get().topic(Model.Change.UPDATED))));
            } else if (model.isPresent()) {
                filtered =
                        filtered.with(new EventFilter.OfModel(argument.getName(), new ModelEventFilter(model.get())));
            }
        }
        return filtered;
    }

    /** Whether all events of a field are the model's. */
    private static boolean feeds(Model model, EventsSubscribe source) {
        Set<String> topics =
                Arrays.stream(Model.Change.values()).map(model::topic).collect(Collectors.toSet());
        return source.provider().equals(WeirConfig.DEFAULT_PROVIDER)
                && source.topics().stream()
                        .allMatch(topic ->
                                topics.contains(TemplatePattern.of(topic).toString()));
    }
}
