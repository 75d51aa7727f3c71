-- A serial key orders the actions of all fields that name it: saving a cart and emptying it are two fields.

drop index action_serial;
drop index action_serial_running;

-- The oldest of a serial key; and no two of a key in progress, whatever two nodes believe.
create index action_serial on action (serial_key, seq) where serial_key is not null and finished_at is null;
create unique index action_serial_running on action (serial_key)
  where serial_key is not null and state = 'IN_PROGRESS';
