-- The log of events. Positions grow with every event, over all topics, and are given under the lock of one row that is
-- held until the events are committed: whoever sees a position sees every event up to it, and none comes in below it
-- later. Numbers that no event has mean nothing.
--
-- The log is kept in segments, so that what is old goes at once and leaves nothing to clean up. A segment is a partition
-- with 2^32 positions of its own, from (number << 32) + 1; the log goes on in the next one long before they are used up.

create table log_head (
  here     boolean not null primary key default true check (here), -- the one row
  store    bigint  not null,             -- tells this log from every other, in cursors
  position bigint  not null default 0,   -- of the last event
  dropped  bigint  not null default 0,   -- everything behind this position is there
  origin   text    not null default ''   -- which database this is, and which of its pasts it goes on from
) with (
  fillfactor = 10,                       -- written with every commit: its versions stay on its page
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 1000
);

insert into log_head (store)
select ('x' || left(replace(gen_random_uuid()::text, '-', ''), 16))::bit(64)::bigint;

create table log_event (
  position bigint not null primary key,
  provider text   collate "C" not null,
  topic    text   collate "C" not null,
  digest   uuid,                         -- of provider, topic and the id that its source gave it; null without one
  id       bytea,                        -- the payload's own id, where it is text and no whole number
  number   bigint,                       -- the payload's own id, where it is a whole number
  payload  bytea  not null               -- as it came
) partition by range (position);

create index log_event_topic on log_event (topic, provider, position);
create index log_event_digest on log_event (digest) where digest is not null;
create index log_event_id on log_event (topic, provider, id) where id is not null;
create index log_event_number on log_event (topic, provider, number) where number is not null;

-- The segments that there are: old ones, the one that is written, and the next.
create table log_segment (
  number    integer     not null primary key,
  opened_at timestamptz,                 -- since when it is written; null for the next
  closed_at timestamptz,                 -- when its last event came, at the latest; null until then
  last      bigint                       -- its last position; null until then
);

-- The topics that are logged, and since when without a break.
create table log_pattern (
  provider text   collate "C" not null,
  pattern  text   collate "C" not null,
  since    bigint,                       -- everything behind this position is there; null when it is to be forgotten
  primary key (provider, pattern)
);

-- What each writer has last stored: where an answer was lost, it asks again, and nothing is stored twice.
create table log_writer (
  id      uuid        not null primary key,
  batch   bigint      not null,
  used_at timestamptz not null
) with (
  fillfactor = 10,
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 1000
);

-- A new partition without the lock on the others that "create ... partition of" takes.
create function log_prepare_segment(segment integer) returns void language plpgsql as $$
begin
  execute format('create table weir.log_event_%s (like weir.log_event including all)', segment);
  execute format('alter table weir.log_event attach partition weir.log_event_%s for values from (%s) to (%s)',
    segment, segment::bigint << 32, (segment + 1)::bigint << 32);
  insert into weir.log_segment (number) values (segment);
end
$$;

select log_prepare_segment(0), log_prepare_segment(1);
update log_segment set opened_at = now() where number = 0;

-- Which database this is: of which cluster, on which timeline. It changes when a backup is restored or copied, and when
-- a replica takes over, that is whenever the end of the log may have been lost. Empty where no one may ask.
create function log_origin() returns text language plpgsql as $$
begin
  return (select system_identifier from pg_control_system()) || '.' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
    || '.' || (select oid from pg_database where datname = current_database());
exception when others then
  return '';
end
$$;

update log_head set origin = log_origin();

-- Goes on in the next segment, and prepares the one after it. The head's lock is held.
create function log_open_segment(closed integer, last_position bigint) returns void language plpgsql as $$
begin
  update weir.log_segment set closed_at = clock_timestamp(), last = last_position where number = closed;
  update weir.log_segment set opened_at = clock_timestamp() where number = closed + 1;
  perform weir.log_prepare_segment(closed + 2);
end
$$;

-- Goes on far behind every segment that may have been written and lost; the next one, which was prepared, stays empty and
-- gave no position. The head's lock is held.
create function log_skip_segments(closed integer, last_position bigint) returns integer language plpgsql as $$
declare
  opened integer := closed + 1024;
begin
  update weir.log_segment set closed_at = clock_timestamp(), last = last_position where number = closed;
  update weir.log_segment set opened_at = clock_timestamp(), closed_at = clock_timestamp(), last = (number::bigint << 32) - 1
    where number = closed + 1;
  perform weir.log_prepare_segment(opened), weir.log_prepare_segment(opened + 1);
  update weir.log_segment set opened_at = clock_timestamp() where number = opened;
  return opened;
end
$$;

-- Stores events in the order of the arrays; the n-th gets position "after" + n. Every query in here sees what was
-- committed before the lock of the head was had, which one statement alone would not. Where events may have been lost, it
-- goes on in a segment that never was, so that no position that someone has seen is given again.
create function log_append(
  writer uuid, batch_number bigint,
  providers text[], topics text[], digests uuid[], ids bytea[], numbers bigint[], payloads bytea[],
  out store bigint, out after bigint, out through bigint, out known uuid[], out repeated boolean
) language plpgsql as $$
declare
  origin_now text := weir.log_origin();
  origin text;
begin
  update weir.log_head as h set position = h.position + cardinality(topics)
    returning h.store, h.position, h.origin into store, through, origin;
  after := through - cardinality(topics);
  if origin_now not in ('', origin) then
    after := weir.log_skip_segments((after >> 32)::integer, after)::bigint << 32;
    through := after + cardinality(topics);
    update weir.log_head as h set position = through, origin = origin_now;
  end if;
  known := '{}';
  repeated := exists (select from weir.log_writer w where w.id = writer and w.batch >= batch_number);
  if repeated then
    return;
  end if;
  insert into weir.log_writer as w (id, batch, used_at) values (writer, batch_number, now())
    on conflict (id) do update set batch = excluded.batch, used_at = excluded.used_at;
  if cardinality(digests) > 0 then
    select coalesce(array_agg(e.digest), '{}') into known from weir.log_event e where e.digest = any (digests);
  end if;
  insert into weir.log_event (position, provider, topic, digest, id, number, payload)
    select log_append.after + u.n, u.provider, u.topic, u.digest, u.id, u.number, u.payload
    from unnest(providers, topics, digests, ids, numbers, payloads)
      with ordinality as u (provider, topic, digest, id, number, payload, n)
    where u.digest is null or u.digest <> all (known);
end
$$;

-- Goes on in the next segment, and prepares the one after it. Does nothing, and says so, where another node is about to,
-- or has, or someone is in the way for long.
create function log_advance_segment(current_segment integer) returns boolean language plpgsql
set lock_timeout = '500ms' as $$
declare
  last_position bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('weir.log.segments')) then
    return false;
  end if;
  select h.position into last_position from weir.log_head h where h.position >> 32 = current_segment for update;
  if not found then
    return false;
  end if;
  update weir.log_head set position = (current_segment + 1)::bigint << 32;
  perform weir.log_open_segment(current_segment, last_position);
  return true;
exception when lock_not_available then
  return false;
end
$$;

-- Drops the oldest segment, which is closed. Does nothing, and says so, like the one before. The head's lock comes first,
-- as for those who append; then only readers can be in the way.
create function log_drop_segment(oldest integer) returns boolean language plpgsql
set lock_timeout = '500ms' as $$
begin
  if not pg_try_advisory_xact_lock(hashtext('weir.log.segments')) then
    return false;
  end if;
  update weir.log_head set dropped = (oldest + 1)::bigint << 32
    where position >> 32 > oldest and oldest = (select min(number) from weir.log_segment);
  if not found then
    return false;
  end if;
  execute format('drop table weir.log_event_%s', oldest);
  delete from weir.log_segment where number = oldest;
  return true;
exception when lock_not_available then
  return false;
end
$$;
