-- Models: their tables are made from the schema, in a schema of their own.
create schema weir_model;

-- What happened to rows, written in the transaction in which it happened and moved to the log soon after, in this order:
-- of one row an earlier change has a smaller number, since the row's lock is held when the number is drawn.
create table model_event (
  seq     bigint   not null generated always as identity primary key,
  topic   text     not null collate "C",
  id      text     not null,             -- the row's
  depth   smallint not null,             -- how many events of ours led to the change
  payload bytea    not null
) with (
  -- Rows live for milliseconds.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 1000
);
