package io.weir.delivery.target;

import io.vertx.core.Future;
import io.weir.execution.ClientTerms;
import io.weir.execution.OperationRequest;
import io.weir.execution.Operations;
import io.weir.execution.Prepared;
import io.weir.graph.delivery.TemplatedMutation;
import io.weir.graph.delivery.TemplatedMutation.Variable;
import io.weir.template.Template.Part;
import io.weir.template.Template.Part.Placeholder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs mutations of this graph, as if a client sent them. Thread-safe. */
final class Mutations {

    private final Operations operations;

    Mutations(Operations operations) {
        this.operations = operations;
    }

    /** Makes one attempt; never fails. Its idempotency key is the same on each. */
    Future<Verdict> run(Parcel parcel, TemplatedMutation mutation) throws UnfitValueException {
        String key = parcel.id() + "/" + parcel.step().name().toLowerCase(Locale.ROOT);
        OperationRequest request = new OperationRequest(
                        mutation.document(), null, variables(mutation, new ParcelValues(parcel)), Map.of())
                .on(new ClientTerms(key, null, Map.of()))
                .at(Envelope.depth(parcel));
        Prepared prepared = operations.prepare(request);
        if (prepared instanceof Prepared.Executable executable) {
            return executable.execute().map(response -> MutationAnswers.judge(response, mutation.field()));
        }
        return Future.succeededFuture(
                prepared instanceof Prepared.Refused refused
                        ? MutationAnswers.refused(refused.errors())
                        : Why.INTERNAL.never("it is no mutation"));
    }

    private static Map<String, @Nullable Object> variables(TemplatedMutation mutation, ParcelValues values)
            throws UnfitValueException {
        Map<String, @Nullable Object> variables = new HashMap<>();
        for (Variable variable : mutation.variables()) {
            Object value = variable.text()
                    ? text(variable, values)
                    : values.value((Placeholder) variable.parts().get(0));
            if (value == null && variable.required()) {
                throw new UnfitValueException("{{ %s }} has no value, and %s needs one"
                        .formatted(((Placeholder) variable.parts().get(0)).name(), variable.place()));
            }
            variables.put(variable.name(), value);
        }
        return variables;
    }

    private static String text(Variable variable, ParcelValues values) {
        StringBuilder text = new StringBuilder();
        for (Part part : variable.parts()) {
            String piece = part instanceof Part.Text literal ? literal.text() : values.text((Placeholder) part);
            text.append(piece == null ? "" : piece);
        }
        return text.toString();
    }
}
