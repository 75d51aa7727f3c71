package io.weir.load.action;

import io.weir.load.node.Postgres;
import io.weir.load.node.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * What an acceptance is compared with: {@code pgbench} inserts a row that Weir wrote, again and again under other ids, into
 * a table of the same columns and indexes, one {@code insert … commit} for each. The statement is prepared once; what the
 * client sent are its parameters, all else stands in it.
 */
final class BareInserts implements AutoCloseable {

    private static final String SCRIPT = """
            select format(
                'insert into weir_load.action (id, field, owner, state, arguments, headers, operation, awaited, due_at,'
                || ' epoch, max_attempts, deadline_millis, expires_at) values (gen_random_uuid(), %L, %L, %L, :arguments,'
                || ' :headers, :operation, %L, now(), %s, %s, %s, now() + make_interval(secs => %s));',
                field, owner, state, awaited, epoch, max_attempts, deadline_millis,
                round(extract(epoch from expires_at - accepted_at))) as script,
              arguments::text, headers::text, operation::text
            from weir.action where state = 'ACCEPTED' and serial_key is null limit 1""";

    /** Of so many inserts one is logged with its time. */
    private static final int SAMPLED = 20;

    private static final Pattern DONE = Pattern.compile("transactions actually processed: (\\d+)");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private final Postgres postgres;
    private final int clients;
    private final Path program;
    private final Path folder;
    private final List<String> payload = new ArrayList<>();

    /**
     * Takes the row from Weir's table, where at least one action waits.
     *
     * @param folder takes the script and the log, and is deleted with them
     */
    BareInserts(Postgres postgres, int clients, Path program, Path folder) throws SQLException, IOException {
        this.postgres = postgres;
        this.clients = clients;
        this.program = program;
        this.folder = folder;
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SCRIPT)) {
            row.next();
            Files.writeString(script(), row.getString("script"));
            for (String column : List.of("arguments", "headers", "operation")) {
                payload.addAll(List.of("-D", column + "=" + row.getString(column)));
            }
        }
    }

    /** Inserts for this long. The times of some go into {@code latencyMicros}; its own connecting does not count. */
    Tally.Work run(Duration time, Histogram latencyMicros) throws IOException, InterruptedException {
        Process process = postgres.client(command(time))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(program + " failed: " + said);
        }
        readLog(latencyMicros);
        return work(said);
    }

    @Override
    public void close() throws IOException {
        Files.delete(script());
        Files.delete(folder);
    }

    private List<String> command(Duration time) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--no-vacuum", "--protocol=prepared"));
        command.addAll(List.of("--client=" + clients, "--jobs=1", "--time=" + time.toSeconds()));
        command.addAll(List.of("--log", "--log-prefix=inserts", "--sampling-rate=" + 1.0 / SAMPLED));
        command.addAll(payload);
        command.add("--file=" + script());
        return command;
    }

    private Path script() {
        return folder.resolve("insert.sql");
    }

    /** Reads {@code pgbench}'s own account of a run. */
    static Tally.Work work(String said) throws IOException {
        long done = (long) number(DONE, said);
        return new Tally.Work(done, done / number(RATE, said));
    }

    private static double number(Pattern pattern, String said) throws IOException {
        Matcher found = pattern.matcher(said);
        if (!found.find()) {
            throw new IOException("not what pgbench says: " + said);
        }
        return Double.parseDouble(found.group(1));
    }

    /** A line for each logged insert; the third word is its time in microseconds. */
    private void readLog(Histogram latencyMicros) throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "inserts.*")) {
            for (Path log : logs) {
                for (String line : Files.readAllLines(log)) {
                    Tally.record(latencyMicros, 1000 * Long.parseLong(line.split(" ")[2]));
                }
                Files.delete(log);
            }
        }
    }
}
