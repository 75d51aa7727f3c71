package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.vertx.core.Future;
import io.weir.config.HookConfig;
import io.weir.execution.hook.BeforeAnswer;
import io.weir.execution.hook.Hooks;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestErrors;
import io.weir.plan.RewrittenOperation;
import io.weir.source.HookException;
import io.weir.telemetry.LogKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mutation some of whose fields have hooks before them. All of them are asked before anything is run, one after
 * another: what one of them makes of the arguments is what the next one is asked about. Then the operation is run: as the
 * client wrote it, or rewritten where a hook has changed arguments. Belongs to one Vert.x context; runs once.
 */
final class HookedMutation implements Prepared.Executable {

    private static final Logger LOG = LoggerFactory.getLogger(HookedMutation.class);

    private static final HookException MISFIT =
            new HookException("answered with arguments that do not fit those of the field");

    private final Hooks hooks;
    private final List<Question> questions = new ArrayList<>();
    private final RewrittenOperation rewritten;
    private final OperationRequest request;
    private final PlannedExecution unchanged;
    private final Executions executions;
    /** As the client gave them. */
    private final Map<String, Map<String, @Nullable Object>> asked = new LinkedHashMap<>();

    private final Map<String, Map<String, @Nullable Object>> arguments = new LinkedHashMap<>();
    private boolean changed;

    HookedMutation(
            Hooks hooks,
            List<HookedField> fields,
            RewrittenOperation rewritten,
            OperationRequest request,
            PlannedExecution unchanged,
            Executions executions) {
        this.hooks = hooks;
        this.rewritten = rewritten;
        this.request = request;
        this.unchanged = unchanged;
        this.executions = executions;
        for (HookedField field : fields) {
            asked.put(field.responseKey(), field.arguments());
            arguments.put(field.responseKey(), field.arguments());
            hooks.before(field.field()).forEach(hook -> questions.add(new Question(hook, field.responseKey())));
        }
    }

    private record Question(HookConfig hook, String responseKey) {}

    /** Readies the rewritten operation. */
    interface Executions {
        PlannedExecution of(
                OperationPlan plan,
                CoercedVariables variables,
                OperationRequest request,
                Map<String, Map<String, @Nullable Object>> asked);
    }

    @Override
    public boolean mutation() {
        return true;
    }

    @Override
    public Future<OperationResponse> execute() {
        return ask(0);
    }

    private Future<OperationResponse> ask(int next) {
        if (next == questions.size()) {
            return run();
        }
        Question question = questions.get(next);
        String responseKey = question.responseKey();
        return hooks.ask(
                        question.hook(), arguments.getOrDefault(responseKey, Map.of()), rewritten.declared(responseKey))
                .transform(came -> {
                    if (came.failed()) {
                        return failed(question, came.cause());
                    }
                    if (came.result() instanceof BeforeAnswer.Refused refused) {
                        return Future.succeededFuture(
                                HookErrors.refused(question.hook().field(), refused));
                    }
                    return taken(question, came.result()) ? ask(next + 1) : failed(question, MISFIT);
                });
    }

    private static Future<OperationResponse> failed(Question question, Throwable failure) {
        return Future.succeededFuture(HookErrors.before(question.hook().field(), failure));
    }

    /** Whether the answer's arguments fit. */
    private boolean taken(Question question, BeforeAnswer answer) {
        if (!(answer instanceof BeforeAnswer.Changed given)) {
            return true;
        }
        Map<String, Map<String, @Nullable Object>> next = new LinkedHashMap<>(arguments);
        next.put(question.responseKey(), given.arguments());
        try {
            CoercedVariables coerced = rewritten.operation().coerce(rewritten.raw(request.variables(), next));
            Map<String, @Nullable Object> plain =
                    HookedField.plain(rewritten.arguments(question.responseKey(), coerced));
            changed = changed || !plain.equals(arguments.get(question.responseKey()));
            arguments.put(question.responseKey(), plain);
            return true;
        } catch (RequestErrors e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.HOOK, question.hook().field())
                    .addKeyValue(LogKey.CAUSE, e.getMessage())
                    .log("a hook answered with arguments that do not fit");
            return false;
        }
    }

    private Future<OperationResponse> run() {
        if (!changed) {
            return unchanged.execute();
        }
        Map<String, @Nullable Object> raw = rewritten.raw(request.variables(), arguments);
        try {
            CoercedVariables variables = rewritten.operation().coerce(raw);
            OperationPlan plan = rewritten.operation().plan(variables);
            OperationRequest changedRequest = request.rewritten(rewritten.text(), rewritten.name(), raw);
            return executions.of(plan, variables, changedRequest, asked).execute();
        } catch (RequestErrors e) { // it was planned, with other arguments, and these were coerced
            throw new IllegalStateException(e);
        }
    }
}
