package io.weir.load.action;

/** The mutation that is measured. */
final class Mutation {

    /** What the body of every acceptance begins with: an action id, and no errors before it. */
    static final String ACCEPTED = "{\"data\":{\"record\":{\"actionId\":\"";

    private Mutation() {}

    static String of(long number) {
        return "mutation { record(note: \"%d\") { actionId } }".formatted(number);
    }
}
