package io.weir.store;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Brings what a store holds to what a node needs of it. Blocks. Several nodes may do so at once. */
@FunctionalInterface
public interface Preparation {

    /** A node that needs nothing more. */
    Preparation NONE = source -> {};

    /**
     * Prepares the store; does nothing when that has been done.
     *
     * @throws UnfitStoreException when this node cannot work with it as it is
     * @throws SQLException when it does not answer; worth another try
     */
    void run(DataSource source) throws SQLException, UnfitStoreException;
}
