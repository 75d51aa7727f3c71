package io.weir.bus;

import java.util.List;

/** The codecs of what goes to and from gates. */
final class GateCodecs {

    private static final WireCodec<AwaitSystems> AWAIT_SYSTEMS = new WireCodec<>(
            AwaitSystems.class,
            1,
            (out, m) -> out.list(m.systems(), WireWriter::text)
                    .list(m.targets(), GateCodecs::target)
                    .optional(m.write(), GateCodecs::written)
                    .number(m.timeoutMillis()),
            in -> new AwaitSystems(
                    in.list(WireReader::text),
                    in.list(GateCodecs::target),
                    in.optional(GateCodecs::written),
                    in.number()));

    private static final WireCodec<AwaitToken> AWAIT_TOKEN = new WireCodec<>(
            AwaitToken.class,
            1,
            (out, m) -> out.list(m.tokens(), WireWriter::text).text(m.caller()).number(m.timeoutMillis()),
            in -> new AwaitToken(in.list(WireReader::text), in.optionalText(), in.number()));

    private static final WireCodec<GateReport> GATE_REPORT =
            new WireCodec<>(GateReport.class, 1, GateCodecs::report, GateCodecs::report);

    private static final WireCodec<SealToken> SEAL_TOKEN = new WireCodec<>(
            SealToken.class,
            1,
            (out, m) -> out.list(m.tokens(), WireWriter::text)
                    .list(m.targets(), GateCodecs::target)
                    .flag(m.log()),
            in -> new SealToken(in.list(WireReader::text), in.list(GateCodecs::target), in.flag()));

    private static final WireCodec<TokenSealed> TOKEN_SEALED =
            new WireCodec<>(TokenSealed.class, 1, (out, m) -> out.text(m.token()), in -> new TokenSealed(in.text()));

    private static final WireCodec<TokenRefused> TOKEN_REFUSED = new WireCodec<>(
            TokenRefused.class, 1, (out, m) -> out.text(m.message()), in -> new TokenRefused(in.text()));

    private static final WireCodec<TakeReports> TAKE_REPORTS = new WireCodec<>(
            TakeReports.class, 1, (out, m) -> out.bytes(m.reports()), in -> new TakeReports(in.bytes()));

    private static final WireCodec<ReportsTaken> REPORTS_TAKEN = new WireCodec<>(
            ReportsTaken.class, 1, (out, m) -> out.number(m.count()), in -> new ReportsTaken((int) in.number()));

    private static final WireCodec<ReportsRefused> REPORTS_REFUSED = new WireCodec<>(
            ReportsRefused.class,
            1,
            (out, m) -> out.text(m.message()).flag(m.unknown()),
            in -> new ReportsRefused(in.text(), in.flag()));

    private static final WireCodec<SystemsAdvanced> SYSTEMS_ADVANCED = new WireCodec<>(
            SystemsAdvanced.class,
            1,
            (out, m) -> out.list(m.advances(), GateCodecs::advance),
            in -> new SystemsAdvanced(in.list(GateCodecs::advance)));

    /** All of them. */
    static final List<WireCodec<?>> ALL = List.of(
            AWAIT_SYSTEMS,
            AWAIT_TOKEN,
            GATE_REPORT,
            SEAL_TOKEN,
            TOKEN_SEALED,
            TOKEN_REFUSED,
            TAKE_REPORTS,
            REPORTS_TAKEN,
            REPORTS_REFUSED,
            SYSTEMS_ADVANCED);

    private static final String APPLIED = "APPLIED";
    private static final String ANSWERED = "ANSWERED";
    private static final String REPLAYED = "REPLAYED";
    private static final String HANDLED = "HANDLED";

    private GateCodecs() {}

    static void report(WireWriter out, GateReport report) {
        out.list(report.outcomes(), GateCodecs::outcome)
                .list(report.targets(), GateCodecs::target)
                .optional(report.log(), TriggerCodecs::cursor);
    }

    static GateReport report(WireReader in) {
        return new GateReport(
                in.list(GateCodecs::outcome), in.list(GateCodecs::target), in.optional(TriggerCodecs::cursor));
    }

    private static void outcome(WireWriter out, SystemOutcome outcome) {
        out.text(outcome.system()).text(outcome.outcome().name()).number(outcome.waitedMillis());
    }

    private static SystemOutcome outcome(WireReader in) {
        return new SystemOutcome(in.text(), outcome(in.text()), in.number());
    }

    private static SystemOutcome.Outcome outcome(String name) {
        for (SystemOutcome.Outcome outcome : SystemOutcome.Outcome.values()) {
            if (outcome.name().equals(name)) {
                return outcome;
            }
        }
        throw new MalformedMessageException("there is no outcome \"" + name + "\" of a wait");
    }

    private static void written(WireWriter out, Written written) {
        out.text(written.actionId())
                .text(written.type())
                .bytes(written.arguments())
                .bytes(written.result());
    }

    private static Written written(WireReader in) {
        return new Written(in.optionalText(), in.optionalText(), in.bytes(), in.bytes());
    }

    private static void target(WireWriter out, SystemTarget target) {
        if (target instanceof SystemTarget.Applied applied) {
            out.text(APPLIED)
                    .text(applied.system())
                    .text(applied.actionId())
                    .text(applied.key())
                    .number(applied.version());
        } else if (target instanceof SystemTarget.Answered answered) {
            out.text(ANSWERED).text(answered.system()).list(answered.values(), WireWriter::text);
        } else if (target instanceof SystemTarget.Replayed replayed) {
            out.text(REPLAYED)
                    .text(replayed.system())
                    .number(replayed.cluster())
                    .number(replayed.timeline())
                    .number(replayed.lsn());
        } else if (target instanceof SystemTarget.Handled handled) {
            out.text(HANDLED).text(handled.system()).number(handled.store()).number(handled.position());
        }
    }

    private static SystemTarget target(WireReader in) {
        String kind = in.text();
        return switch (kind) {
            case APPLIED -> new SystemTarget.Applied(in.text(), in.optionalText(), in.optionalText(), in.number());
            case ANSWERED -> new SystemTarget.Answered(in.text(), in.list(WireReader::text));
            case REPLAYED -> new SystemTarget.Replayed(in.text(), in.number(), (int) in.number(), in.number());
            case HANDLED -> new SystemTarget.Handled(in.text(), in.number(), in.number());
            default -> throw new MalformedMessageException("there is no target \"" + kind + "\" of a system");
        };
    }

    private static void advance(WireWriter out, SystemsAdvanced.Advance advance) {
        out.text(advance.system()).text(advance.subject()).number(advance.version());
    }

    private static SystemsAdvanced.Advance advance(WireReader in) {
        return new SystemsAdvanced.Advance(in.text(), in.text(), in.number());
    }
}
