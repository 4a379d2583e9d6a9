-- Control numbers in full: several groups in an interchange, counters of their own, epochs that a person opens, and a record of every change.

alter table ledger.control_series
  add column last_set bigint not null default 0 check (last_set between 0 and 999999999);
comment on column ledger.control_series.last_set is 'The last ST02, for partners whose sets are numbered on over all groups';

create table ledger.control_group_counter (
  series_id     bigint not null references ledger.control_series,
  functional_id text not null,
  last_group    bigint not null check (last_group between 0 and 999999999),
  primary key (series_id, functional_id)
);
comment on table ledger.control_group_counter is 'The last GS06 for each GS01, for partners that count them apart';

create table ledger.control_change (
  id         bigint generated always as identity primary key,
  series_id  bigint not null references ledger.control_series,
  at         timestamptz not null,
  actor      text not null,
  kind       text not null check (kind in ('set', 'reset', 'wrapped', 'repeated')),
  reason     text not null,
  epoch      integer not null,
  before     jsonb not null,
  after      jsonb not null
);
comment on table ledger.control_change is 'Every time a series did not just go on: set by a person, reset by a person, wrapped after 999999999, or a new epoch because a number would have been used twice in one. Append-only';
comment on column ledger.control_change.epoch is 'The epoch from then on';
create index control_change_by_series on ledger.control_change (series_id, id);
create function ledger.refuse_control_change() returns trigger language plpgsql as $$
begin
  raise exception 'the record of control numbers is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger control_change_is_append_only before update or delete or truncate on ledger.control_change
  for each statement execute function ledger.refuse_control_change();

create table ledger.functional_group (
  transmission_id bigint not null references ledger.transmission,
  position        integer not null,
  series_id       bigint not null references ledger.control_series,
  epoch           integer not null,
  functional_id   text not null,
  control         bigint not null,
  primary key (transmission_id, position),
  unique (series_id, epoch, functional_id, control)
);
comment on table ledger.functional_group is 'The groups of an interchange. An acknowledgement names GS01 and GS06 (AK101, AK102); with the epoch they are one group''s for good';
create index functional_group_by_control on ledger.functional_group (functional_id, control);
insert into ledger.functional_group (transmission_id, position, series_id, epoch, functional_id, control)
select id, 1, control_series_id, control_epoch, case type when 'purchase-order' then 'PO' when 'invoice' then 'IN' else 'SH' end, group_control
  from ledger.transmission where content is not null;

alter table ledger.transmission_document add column group_position integer not null default 1;
comment on column ledger.transmission_document.group_position is 'Which group of the interchange its set is in';

alter table ledger.transmission add column time_zone text;
comment on column ledger.transmission.time_zone is 'The zone whose time the envelope tells, so that its bytes can be made again';

-- Interchanges of several documents. Each document keeps its own transmission, with its own stage; the interchange is one more, which has numbers,
-- bytes, name and attempts, and no documents of its own.

alter table ledger.transmission add column travels_in bigint references ledger.transmission;
comment on column ledger.transmission.travels_in is 'The interchange its set left in together with others; null where it is an interchange of its own';
create index transmission_by_interchange on ledger.transmission (travels_in) where travels_in is not null;
create index interchange_open on ledger.transmission (control_series_id, id) where type = 'interchange' and posted_at is null and stage in ('translated', 'posting');

alter table ledger.transmission_document add column profile_hash text references ledger.profile_version;
comment on column ledger.transmission_document.profile_hash is 'The profile its set was made by, where the interchange holds sets of several';

create table ledger.waiting_set (
  transmission_id bigint primary key references ledger.transmission,
  place           bigint generated always as identity,
  series_id       bigint not null references ledger.control_series,
  joined_at       timestamptz not null,
  leaves_by       timestamptz not null,
  envelope        text not null,
  group_key       text not null,
  bytes           integer not null,
  envelope_bytes  integer not null,
  rules           jsonb not null,
  strictly_rising boolean not null,
  profile_hash    text not null references ledger.profile_version,
  content_hash    text not null,
  time_zone       text not null,
  left_at         timestamptz,
  how             text check (how in ('sealed', 'cancelled', 'changed', 'parked')),
  check ((left_at is null) = (how is null))
);
comment on table ledger.waiting_set is 'A checked document that waits to leave in an interchange with others, and how its wait ended';
comment on column ledger.waiting_set.place is 'The order in which sets leave';
comment on column ledger.waiting_set.envelope is 'Two sets with another one never share an interchange';
comment on column ledger.waiting_set.group_key is 'Two sets with another one never share a group';
comment on column ledger.waiting_set.content_hash is 'The document''s at joining: one that was amended since is read again instead of sent';
create index waiting_set_in_lane on ledger.waiting_set (series_id, place) where left_at is null;
