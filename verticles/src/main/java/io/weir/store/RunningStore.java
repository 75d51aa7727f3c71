package io.weir.store;

import io.weir.config.StoreConfig;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A store as it is, for commands beside the nodes: nothing is started, and no table is made. */
public final class RunningStore {

    private RunningStore() {}

    /** What is asked of it. Blocks. */
    public interface Question<T> {
        T ask(DataSource source) throws SQLException;
    }

    /**
     * Asks the store of a configuration. Blocks.
     *
     * @throws IOException when it cannot be reached; says why, without its address
     */
    public static <T> T ask(StoreConfig config, Question<T> question) throws IOException {
        StoreAddress address = StoreServer.of(config)
                .running()
                .orElseThrow(() -> new IOException("no node runs the embedded server in store.path"));
        try {
            return question.ask(address.forMigrations(config.pool()));
        } catch (SQLException failure) {
            throw new IOException(Failures.words(failure), failure);
        }
    }
}
