-- Server-side subscriptions: who runs each, how far it has read the log, and what became of each delivery.

create table delivery_subscription (
  name          text        collate "C" not null primary key,
  enabled       boolean     not null default true,
  since         timestamptz not null default now(), -- of being enabled, or not
  reason        text,                               -- why it is disabled
  store         bigint      not null,               -- which log the position is of
  position      bigint      not null,               -- up to here its deliveries are in the table
  topics        text[]      not null,               -- what the position stands for
  node          text,                               -- who runs it
  lease_until   timestamptz,                        -- until then; null when nobody ever did
  epoch         bigint      not null default 0,     -- grows with each owner; fences every write of an owner
  changes       bigint      not null default 0,     -- grows with each change that an operator makes: the owner reads anew
  failing_since timestamptz                         -- since then its target failed, and nothing else; null when it did not
) with (
  fillfactor = 10,                                  -- written with every batch: its versions stay on its page
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 1000
);

-- Who shares the work.
create table delivery_node (
  id      text        collate "C" not null primary key,
  seen_at timestamptz not null default now()
);

create sequence delivery_number;

-- What comes from events and targets is kept as bytes, since text refuses some of it (a NUL, for one).
create table delivery (
  number       bigint      not null primary key,
  id           uuid        not null unique,         -- a digest of subscription, position and root: one row for each
  turn         bigint      not null,                -- order within the subscription: its number, or a later one when sent again
  subscription text        collate "C" not null,
  provider     text        not null,
  topic        text        not null,
  position     bigint      not null,
  event_id     bytea,
  root         text        not null,                -- response key; empty where events are missing
  key          text        collate "C" not null,    -- one after another
  state        text        not null check (state in ('PENDING', 'DELIVERED', 'FAILED', 'DEAD')),
  step         text        not null default 'TARGET' check (step in ('TARGET', 'THEN', 'ON_FAILURE')),
  attempts     integer     not null default 0,      -- begun, of this step
  spent        integer     not null default 0,      -- of those, before it was sent again
  blocks       boolean     not null default false,  -- it is dead, and for a while holds back what follows
  due_at       timestamptz not null default now(),
  created_at   timestamptz not null default now(),
  finished_at  timestamptz,
  depth        integer     not null,
  payload      bytea       not null,
  data         bytea,                               -- what the document made of it; null before
  before       bytea,                               -- a JSON value for the second step: the response, or the failure
  failure      bytea,                               -- a JSON object: why it is dead, or the last attempt failed
  log          jsonb       not null default '[]'    -- attempts; one without an end has an unknown outcome
) with (
  autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_threshold = 500,
  autovacuum_analyze_scale_factor = 0.02
);

create index delivery_pending on delivery (subscription, turn) where state = 'PENDING';
create index delivery_blocking on delivery (subscription, key, turn) where state = 'DEAD' and blocks;
create index delivery_dead on delivery (subscription, number) where state = 'DEAD';
create index delivery_finished on delivery (subscription, finished_at) where state in ('DELIVERED', 'FAILED');
create index delivery_subscription_number on delivery (subscription, number);
create index delivery_key_number on delivery (key, number);
