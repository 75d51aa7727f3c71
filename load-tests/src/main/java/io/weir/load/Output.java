package io.weir.load;

import io.weir.json.Json;
import io.weir.load.report.Measurement;
import io.weir.load.report.Report;
import io.weir.load.report.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Where every command runs and what it leaves behind. */
final class Output {

    @CommandLine.Option(names = "--root", defaultValue = ".", description = "The repository (default: here).")
    private Path root = Path.of(".");

    @CommandLine.Option(names = "--json", description = "A file for the figures as JSON.")
    private @Nullable Path json;

    Path root() {
        return root;
    }

    /** Prints the table, writes the JSON, and says whether every delivery was right. */
    boolean write(List<Measurement> measurements) throws IOException, InterruptedException {
        Report report = new Report(stamp(), measurements);
        write(report.table(), report.json());
        return Measurement.allClean(measurements);
    }

    /** Prints the table and writes the JSON. */
    void write(String table, String figures) throws IOException {
        System.out.println(table);
        if (json != null) {
            Files.writeString(json, figures);
        }
    }

    Stamp stamp() throws IOException, InterruptedException {
        return Stamp.of(root, Clock.systemUTC());
    }

    /** Tells at once what a long run has found so far. */
    void progress(Measurement measurement) {
        System.err.println(Json.write(measurement.json()));
    }
}
