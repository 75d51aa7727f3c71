-- How far the systems are that show writes, and the keys that tokens are sealed with.

-- What systems have reported. A subject is an action, a key of theirs, or their place in the log; its version only grows.
create table consistency_report (
  system      text        collate "C" not null,
  subject     text        collate "C" not null,
  version     bigint      not null,
  reported_at timestamptz not null default now(),
  primary key (system, subject)
);

create index consistency_report_age on consistency_report (reported_at);

-- The newest seals; the others open what they have sealed. Each is numbered behind the one before it, which stays until
-- then: of two that are made at once one is refused.
create table consistency_key (
  id      integer     primary key,
  secret  bytea       not null,
  made_at timestamptz not null default now()
);

-- An action whose handler is done waits for the systems that it affects: in progress, with a result.
alter table action
  add column answered_at timestamptz,    -- when the handler was done; null until then, and where nothing is waited for
  add column gate        bytea;          -- a JSON object: how far the systems are, as far as known, or how the wait ended

-- It is not due for its handler any more, nor does it keep the next one of its serial key from it.
drop index action_due;
drop index action_serial;
drop index action_serial_running;
create index action_due on action (field, due_at) where finished_at is null and answered_at is null;
create index action_serial on action (serial_key, seq)
  where serial_key is not null and finished_at is null and answered_at is null;
create unique index action_serial_running on action (serial_key)
  where serial_key is not null and state = 'IN_PROGRESS' and answered_at is null;

-- The leases of those that wait.
create index action_answered on action (due_at) where finished_at is null and answered_at is not null;
