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

-- How many events of ours led to an event, one by the other.
alter table log_event add column depth smallint not null default 0;

-- The log_append of before stays for nodes of the version before, which know of no depth.

-- Stores events in the order of the arrays; the n-th gets position "after" + n. Every query in here sees what was
-- committed before the lock of the head was had, which one statement alone would not. Where events may have been lost, it
-- goes on in a segment that never was, so that no position that someone has seen is given again. Without a writer no one
-- asks whether the batch was stored before.
create function log_append(
  writer uuid, batch_number bigint,
  providers text[], topics text[], digests uuid[], ids bytea[], numbers bigint[], depths smallint[], payloads bytea[],
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
  if writer is not null then
    insert into weir.log_writer as w (id, batch, used_at) values (writer, batch_number, now())
      on conflict (id) do update set batch = excluded.batch, used_at = excluded.used_at;
  end if;
  if cardinality(digests) > 0 then
    select coalesce(array_agg(e.digest), '{}') into known from weir.log_event e where e.digest = any (digests);
  end if;
  insert into weir.log_event (position, provider, topic, digest, id, number, depth, payload)
    select log_append.after + u.n, u.provider, u.topic, u.digest, u.id, u.number, coalesce(u.depth, 0), u.payload
    from unnest(providers, topics, digests, ids, numbers, depths, payloads)
      with ordinality as u (provider, topic, digest, id, number, depth, payload, n)
    where u.digest is null or u.digest <> all (known);
end
$$;

-- Gives a row of a model its pairs, in this order; whether that changed anything. Where the statement that calls it has
-- waited for the row's lock, the pairs are those of after the wait: a volatile function sees what was committed until then,
-- while its statement sees what was committed before it began.
create function model_pairs(pairs regclass, owner text, targets text[]) returns boolean
language plpgsql volatile as $$
declare
  same boolean;
begin
  if targets is null then
    return false;
  end if;
  execute format('select coalesce(array_agg(target order by place), ''{}'') = $2 from %s where owner = $1', pairs)
    into same using owner, targets;
  if not same then
    execute format('delete from %s where owner = $1', pairs) using owner;
    execute format('insert into %s (owner, target, place) select $1, t, n from unnest($2) with ordinality as u (t, n)',
      pairs) using owner, targets;
  end if;
  return not same;
end
$$;

-- Moves what happened to models to the log, so many of the oldest and so many bytes of them: what is gone from there is
-- here, and the other way round. One at a time; elsewhere says that somebody else is at it. A row's id that no index holds
-- is left out.
create function log_move_models(
  most integer, most_bytes bigint,
  out elsewhere boolean, out store bigint, out after bigint, out through bigint,
  out topics text[], out ids text[], out depths smallint[], out payloads bytea[]
) language plpgsql as $$
begin
  elsewhere := not pg_try_advisory_xact_lock(hashtext('weir.log.models'));
  if elsewhere then
    return;
  end if;
  with waiting as (
    select w.seq, sum(octet_length(w.payload)) over (order by w.seq) - octet_length(w.payload) as before
    from (select m.seq, m.payload from weir.model_event m order by m.seq limit most) w
  ), moved as (
    delete from weir.model_event m using waiting w where m.seq = w.seq and w.before < most_bytes
    returning m.seq, m.topic, case when length(m.id) <= 512 then m.id end as id, m.depth, m.payload
  )
  select array_agg(m.topic order by m.seq), array_agg(m.id order by m.seq), array_agg(m.depth order by m.seq),
      array_agg(m.payload order by m.seq)
    into topics, ids, depths, payloads from moved m;
  if topics is null then
    return;
  end if;
  select a.store, a.after, a.through into store, after, through
    from weir.log_append(null, 0, array_fill('default'::text, array[cardinality(topics)]), topics, '{}',
      (select array_agg(convert_to(u.id, 'UTF8') order by u.n) from unnest(ids) with ordinality as u (id, n)), '{}',
      depths, payloads) a;
end
$$;
