package io.weir.load.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says one process uses. */
public final class ProcessUsage {

    /** What {@code sysconf(_SC_CLK_TCK)} is on every Linux that Java runs on. */
    private static final long TICKS_PER_SECOND = 100;

    private static final long KILOBYTE = 1024;

    /** Fields of {@code /proc/PID/stat} counted behind the command's closing parenthesis, from 0. */
    private static final int UTIME = 11;

    private static final int STIME = 12;

    private static final int CSTIME = 14;

    private final Path proc;

    /** Looks at a process. */
    public ProcessUsage(long pid) {
        this(Path.of("/proc", String.valueOf(pid)));
    }

    ProcessUsage(Path proc) {
        this.proc = proc;
    }

    /** CPU time since its start, user and system, in microseconds; ended threads included, children not. */
    public long cpuMicros() {
        return micros(STIME);
    }

    /** The same with children that have ended, and theirs. */
    public long cpuMicrosWithEnded() {
        return micros(CSTIME);
    }

    private long micros(int last) {
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = UTIME; field <= last; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks * 1_000_000 / TICKS_PER_SECOND;
    }

    /** Resident memory in bytes, everything included: heap, code, stacks, libraries. */
    public long residentBytes() {
        return status("VmRSS:");
    }

    /** The most resident memory it ever had, in bytes. */
    public long peakBytes() {
        return status("VmHWM:");
    }

    private long status(String key) {
        for (String line : List.of(read("status").split("\n"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE;
            }
        }
        throw new IllegalStateException(proc + "/status has no " + key);
    }

    private String read(String name) {
        try {
            return Files.readString(proc.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("the process is gone", e);
        }
    }
}
