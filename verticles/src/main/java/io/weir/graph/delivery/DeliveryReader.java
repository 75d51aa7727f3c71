package io.weir.graph.delivery;

import graphql.schema.GraphQLSchema;
import io.weir.config.DeliveryConfig;
import io.weir.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads all deliveries of a configuration and holds them against the graph. */
public final class DeliveryReader {

    private DeliveryReader() {}

    /**
     * Reads them. Blocks on the disk.
     *
     * @param schema what clients see
     * @param feeds the topic of a field of Subscription, where it has one
     * @param problems takes what is wrong: with documents at their places, with the rest at the delivery's
     */
    public static List<DeliveryDefinition> read(
            DeliveryRules rules,
            GraphQLSchema schema,
            Function<String, Optional<TopicFeed>> feeds,
            List<Problem> problems) {
        List<DeliveryDefinition> read = new ArrayList<>();
        for (DeliveryConfig delivery : rules.deliveries()) {
            new DocumentReader(delivery, rules.multipleRoots(), schema, feeds, problems)
                    .read()
                    .flatMap(document -> read(rules, delivery, schema, document, problems))
                    .ifPresent(read::add);
        }
        return read;
    }

    private static Optional<DeliveryDefinition> read(
            DeliveryRules rules,
            DeliveryConfig delivery,
            GraphQLSchema schema,
            DocumentReader.Read document,
            List<Problem> problems) {
        Complaints complaints = new Complaints(delivery, problems);
        DeliveryPlaceholders placeholders = new DeliveryPlaceholders(schema, document.document());
        MutationReader mutations = new MutationReader(schema, placeholders, complaints);
        Optional<TemplatedMutation> then = delivery.then().flatMap(source -> mutations.read("then", source));
        Optional<TemplatedMutation> onFailure =
                delivery.onFailure().flatMap(source -> mutations.read("onFailure", source));
        return new TargetReader(rules, placeholders, mutations, document.roots(), complaints)
                .read(delivery.target())
                .map(target ->
                        new DeliveryDefinition(delivery, document.text(), document.roots(), target, then, onFailure));
    }
}
