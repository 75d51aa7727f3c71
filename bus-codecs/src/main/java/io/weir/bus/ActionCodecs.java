package io.weir.bus;

import java.util.List;

/** The codecs of what goes to and from actions. */
final class ActionCodecs {

    private static final WireCodec<StartAction> START_ACTION = new WireCodec<>(
            StartAction.class,
            3,
            (out, m) -> out.text(m.field())
                    .bytes(m.arguments())
                    .flag(m.durable())
                    .flag(m.later())
                    .text(m.owner())
                    .text(m.idempotencyKey())
                    .texts(m.headers())
                    .optional(m.operation(), ActionCodecs::operation)
                    .optional(m.gateMillis(), WireWriter::number)
                    .text(m.caller())
                    .optionalBytes(m.asked()),
            in -> new StartAction(
                    in.text(),
                    in.bytes(),
                    in.flag(),
                    in.flag(),
                    in.text(),
                    in.optionalText(),
                    in.texts(),
                    in.optional(ActionCodecs::operation),
                    in.optional(WireReader::number),
                    in.optionalText(),
                    in.optionalBytes()));

    private static final WireCodec<ActionReport> ACTION_REPORT =
            new WireCodec<>(ActionReport.class, 2, ActionCodecs::report, ActionCodecs::report);

    private static final WireCodec<ActionRefused> ACTION_REFUSED = new WireCodec<>(
            ActionRefused.class, 1, (out, m) -> failure(out, m.failure()), in -> new ActionRefused(failure(in)));

    private static final WireCodec<ReadActions> READ_ACTIONS = new WireCodec<>(
            ReadActions.class,
            1,
            (out, m) -> out.list(m.ids(), WireWriter::text).text(m.owner()).flag(m.details()),
            in -> new ReadActions(in.list(WireReader::text), in.text(), in.flag()));

    private static final WireCodec<ActionReports> ACTION_REPORTS = new WireCodec<>(
            ActionReports.class,
            2,
            (out, m) -> out.list(m.reports(), ActionCodecs::report),
            in -> new ActionReports(in.list(ActionCodecs::report)));

    private static final WireCodec<ChangeAction> CHANGE_ACTION = new WireCodec<>(
            ChangeAction.class,
            1,
            (out, m) -> out.text(m.id()).text(m.owner()).flag(m.change() == ChangeAction.Change.RETRY),
            in -> new ChangeAction(
                    in.text(), in.text(), in.flag() ? ChangeAction.Change.RETRY : ChangeAction.Change.CANCEL));

    private static final WireCodec<ActionsSettled> ACTIONS_SETTLED = new WireCodec<>(
            ActionsSettled.class,
            1,
            (out, m) -> out.list(m.ids(), WireWriter::text),
            in -> new ActionsSettled(in.list(WireReader::text)));

    /** All of them. */
    static final List<WireCodec<?>> ALL = List.of(
            START_ACTION, ACTION_REPORT, ACTION_REFUSED, READ_ACTIONS, ACTION_REPORTS, CHANGE_ACTION, ACTIONS_SETTLED);

    private ActionCodecs() {}

    private static void report(WireWriter out, ActionReport report) {
        out.text(report.id())
                .text(report.field())
                .text(report.state().name())
                .number(report.acceptedAt())
                .number(report.finishedAt())
                .number(report.attempts())
                .optionalBytes(report.result())
                .optional(report.failure(), ActionCodecs::failure)
                .flag(report.replayed())
                .optional(report.operation(), ActionCodecs::operation)
                .optionalBytes(report.log())
                .optional(report.gate(), GateCodecs::report);
    }

    private static ActionReport report(WireReader in) {
        return new ActionReport(
                in.text(),
                in.text(),
                state(in.text()),
                in.number(),
                in.number(),
                (int) in.number(),
                in.optionalBytes(),
                in.optional(ActionCodecs::failure),
                in.flag(),
                in.optional(ActionCodecs::operation),
                in.optionalBytes(),
                in.optional(GateCodecs::report));
    }

    private static ActionState state(String name) {
        for (ActionState state : ActionState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        throw new MalformedMessageException("there is no action state \"" + name + "\"");
    }

    private static void failure(WireWriter out, ActionFailure failure) {
        out.text(failure.code())
                .text(failure.message())
                .number(failure.httpStatus())
                .optionalBytes(failure.upstream())
                .list(failure.reasons(), WireWriter::text)
                .flag(failure.transientFailure())
                .number(failure.attempts())
                .number(failure.retryAfterMillis());
    }

    private static ActionFailure failure(WireReader in) {
        return new ActionFailure(
                in.text(),
                in.text(),
                (int) in.number(),
                in.optionalBytes(),
                in.list(WireReader::text),
                in.flag(),
                (int) in.number(),
                in.number());
    }

    private static void operation(WireWriter out, ActionOperation operation) {
        out.text(operation.query())
                .text(operation.operationName())
                .bytes(operation.variables())
                .text(operation.responseKey());
    }

    private static ActionOperation operation(WireReader in) {
        return new ActionOperation(in.text(), in.optionalText(), in.bytes(), in.text());
    }
}
