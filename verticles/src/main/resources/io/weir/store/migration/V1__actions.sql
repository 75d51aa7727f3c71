-- The durable record of every action: one row from its acceptance to its end, and until it is forgotten.
-- What comes from clients and handlers is kept as bytes, since text and jsonb refuse some of it (a NUL, for one).

create table action (
  id               uuid        not null primary key,
  seq              bigint      not null generated always as identity, -- order of acceptance, for serial keys
  field            text        not null,
  owner            text        not null,
  state            text        not null check (state in
    ('ACCEPTED', 'IN_PROGRESS', 'RETRY_WAIT', 'COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')),
  arguments        bytea       not null,          -- a JSON object
  headers          bytea,                         -- a JSON object; null once the action has ended
  operation        bytea       not null,          -- a JSON object: the mutation
  serial_key       bytea,                         -- digest; actions of one field and key run one after another
  awaited          boolean     not null,

  due_at           timestamptz not null,          -- when it may be claimed; while it is in progress: when its lease ends
  node             text,                          -- who holds the lease, or held it last
  epoch            bigint      not null,          -- grows with each claim; fences every write of a claim
  lost             integer     not null default 0, -- leases in a row that ran out
  attempts         integer     not null default 0,
  max_attempts     integer     not null,
  deadline_millis  bigint      not null,          -- from the first attempt's begin to the last one's
  expires_at       timestamptz not null,          -- the first attempt begins before, or never
  cancel_requested boolean     not null default false,

  accepted_at      timestamptz not null default now(),
  begun_at         timestamptz,                   -- the first attempt's begin
  finished_at      timestamptz,
  result           bytea,                         -- a JSON value
  failure          bytea,                         -- a JSON object: why it failed, or its last attempt did
  log              jsonb       not null default '[]' -- its attempts; one without an end has an unknown outcome
) with (
  -- A row is written four times and then never again: vacuum by the hundred, not by the fifth of all that is kept.
  autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_threshold = 500,
  autovacuum_analyze_scale_factor = 0.02
);

-- What may be claimed, and the leases that have run out, in the order of their turn.
create index action_due on action (field, due_at) where finished_at is null;

-- The oldest of a serial key; and no two of a key in progress, whatever two nodes believe.
create index action_serial on action (field, serial_key, seq) where serial_key is not null and finished_at is null;
create unique index action_serial_running on action (field, serial_key)
  where serial_key is not null and state = 'IN_PROGRESS';

-- What has never been begun and may have expired.
create index action_expiry on action (expires_at) where begun_at is null and finished_at is null;

-- What is to be forgotten.
create index action_finished on action (finished_at) where finished_at is not null;

create table idempotency_key (
  key         bytea       not null primary key, -- digest of owner, field and key
  fingerprint bytea       not null,
  action_id   uuid        not null,
  created_at  timestamptz not null default now()
);

create index idempotency_key_age on idempotency_key (created_at);
