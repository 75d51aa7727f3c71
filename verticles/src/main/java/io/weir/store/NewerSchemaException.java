package io.weir.store;

/** The store's tables are those of a Weir that is newer than this one, which must not touch them. */
final class NewerSchemaException extends UnfitStoreException {

    private static final long serialVersionUID = 1L;

    NewerSchemaException(String found, String known) {
        super(
                "the store's schema has version %s and this Weir knows %s: start a newer Weir, or give this one another store"
                        .formatted(found, known));
    }
}
