package io.weir.cli;

/** What a command ends with. */
final class ExitCode {

    /** All is well. */
    static final int OK = 0;

    /** The files or the machine do not let it run; the output says what is wrong. */
    static final int PROBLEMS = 1;

    /** The command line itself is wrong. */
    static final int USAGE = 2;

    private ExitCode() {}
}
