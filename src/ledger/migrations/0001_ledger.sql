-- The ledger: what was read from SYSPRO, what became of it, what was sent to whom, and what came of that.
--
-- Words (docs/reference/glossary.md): a *document* is one SYSPRO record; a *transmission* is one send of one or more
-- documents, with its own control numbers, message name, bytes and attempts; a document that has none has a *disposition*.

create schema ledger;

create table ledger.document (
  id                bigint generated always as identity primary key,
  company           text not null,
  type              text not null check (type in ('purchase-order', 'invoice', 'ship-notice')),
  key               text not null,
  number            text not null,
  workflow_id       text not null unique,
  party_role        text not null check (party_role in ('supplier', 'customer')),
  party_code        text not null,
  partner           text,
  document_date     date,
  disposition       text check (disposition in ('not-edi', 'before-go-live', 'sent-otherwise', 'unreleased', 'held')),
  disposition_cause text,
  content_hash      text not null,
  read_at           timestamptz not null,
  first_read_at     timestamptz not null,
  trail_length      integer not null default 0,
  trail_head        text not null default '',
  unique (company, type, key)
);
comment on table ledger.document is 'One SYSPRO record. (company, type, key) is the lasting defence against sending twice: Temporal forgets workflow IDs after its retention';
comment on column ledger.document.key is 'SYSPRO''s full primary key, its columns joined by |';
comment on column ledger.document.number is 'The number people quote: the key without its padding. Not unique';
comment on column ledger.document.party_code is 'SYSPRO''s raw supplier or customer code';
comment on column ledger.document.disposition is 'Why it has no transmission; null as soon as it has one';
comment on column ledger.document.read_at is 'When its present content was first read';
comment on column ledger.document.content_hash is 'SHA-256 of the last reading''s canonical JSON';
create index document_by_number on ledger.document (number);
create index document_to_read_again on ledger.document (company, type) where disposition in ('unreleased', 'held');

create table ledger.snapshot (
  document_id bigint not null references ledger.document,
  hash        text not null,
  body        text not null,
  read_at     timestamptz not null,
  primary key (document_id, hash)
);
comment on table ledger.snapshot is 'A document as read: canonical JSON (RFC 8785), of which hash is the SHA-256';

create table ledger.profile_version (
  hash          text primary key,
  partner       text not null,
  type          text not null,
  body          text not null,
  first_used_at timestamptz not null
);
comment on table ledger.profile_version is 'A partner''s effective document profile as it was when used: any past interchange can be regenerated from it';

create table ledger.control_series (
  id                 bigint generated always as identity primary key,
  sender_qualifier   text not null,
  sender             text not null,
  receiver_qualifier text not null,
  receiver           text not null,
  usage              text not null check (usage in ('test', 'production')),
  epoch              integer not null default 1,
  last_interchange   bigint not null default 0 check (last_interchange between 0 and 999999999),
  last_group         bigint not null default 0 check (last_group between 0 and 999999999),
  unique (sender_qualifier, sender, receiver_qualifier, receiver, usage)
);
comment on table ledger.control_series is 'The control numbers of one sender, receiver and usage (ISA13, GS06). A reset or wrap opens an epoch, so that old acknowledgements still match';

create table ledger.transmission (
  id                  bigint generated always as identity primary key,
  company             text not null,
  type                text not null,
  partner             text not null,
  request_id          text not null unique,
  reason              text,
  requested_by        text,
  stage               text not null default 'discovered' check (stage in
    ('discovered', 'translated', 'posting', 'posted', 'routed', 'picked-up', 'acknowledged', 'rejected', 'gone-unproven', 'cancelled')),
  stage_at            timestamptz not null,
  created_at          timestamptz not null,
  workflow_started_at timestamptz,
  cycle_id            text,
  usage               text check (usage in ('test', 'production')),
  profile_hash        text references ledger.profile_version,
  control_series_id   bigint references ledger.control_series,
  control_epoch       integer,
  interchange_control bigint,
  group_control       bigint,
  rendered_at         timestamptz,
  content             bytea,
  content_sha256      text,
  mailbox             text,
  message_name        text unique,
  sterling_document   text,
  sterling_message    text,
  posted_at           timestamptz,
  unique (control_series_id, control_epoch, interchange_control),
  check ((content is null) = (interchange_control is null))
);
comment on table ledger.transmission is 'One send of one or more documents. It owns control numbers, intent, message name, bytes and attempts';
comment on column ledger.transmission.request_id is 'What asked for it: <workflow id>#initial, or a re-send''s request. Asking twice makes one';
comment on column ledger.transmission.content is 'The interchange, byte for byte as posted. Rendered once, in the transaction that took its control numbers';
create index transmission_unstarted on ledger.transmission (company, type, id) where workflow_started_at is null and stage = 'discovered';
create index transmission_by_cycle on ledger.transmission (cycle_id);

create table ledger.transmission_document (
  transmission_id bigint not null references ledger.transmission,
  document_id     bigint not null references ledger.document,
  send_sequence   integer not null,
  position        integer not null default 1,
  set_control     text,
  snapshot_hash   text,
  primary key (transmission_id, document_id),
  unique (document_id, send_sequence)
);
comment on column ledger.transmission_document.send_sequence is 'Which send of the document this is: 1 is the first, each re-send the next';
comment on column ledger.transmission_document.set_control is 'ST02 of the document''s transaction set in the interchange';

create table ledger.post_attempt (
  transmission_id   bigint not null references ledger.transmission,
  attempt           integer not null,
  worker            text not null,
  started_at        timestamptz not null,
  deadline          timestamptz not null,
  look_after        timestamptz not null,
  sterling_document text,
  message_sent_at   timestamptz,
  ended_at          timestamptz,
  outcome           text check (outcome in ('posted', 'not-received', 'refused', 'unknown')),
  detail            text,
  looked_up_at      timestamptz,
  look_up_result    text check (look_up_result in ('found', 'absent')),
  decided_at        timestamptz,
  decided_by        text,
  primary key (transmission_id, attempt)
);
comment on table ledger.post_attempt is 'Every try to put a transmission into its mailbox. The primary key is the fence: two workers cannot both open attempt n. All its times are this server''s clock, so that a worker''s skewed one decides nothing';
comment on column ledger.post_attempt.deadline is 'No request of this attempt leaves after it';
comment on column ledger.post_attempt.look_after is 'From then on neither side can still be at work on it, so a look-up proves something';
comment on column ledger.post_attempt.message_sent_at is 'The intent: written just before the mailbox message is requested. Absent in an attempt past its deadline, it never was';
comment on column ledger.post_attempt.decided_by is 'The person who said to post again after a look-up that proved nothing';

create table ledger.flag (
  id              bigint generated always as identity primary key,
  document_id     bigint not null references ledger.document,
  transmission_id bigint references ledger.transmission,
  flag            text not null check (flag in ('overdue', 'needs-attention')),
  cause           text not null,
  findings        jsonb not null default '[]',
  raised_at       timestamptz not null,
  cleared_at      timestamptz,
  cleared_by      text
);
create unique index flag_raised on ledger.flag (document_id, flag) where cleared_at is null;

create table ledger.event (
  id           text primary key,
  document_id  bigint not null references ledger.document,
  kind         text not null,
  payload      jsonb not null,
  created_at   timestamptz not null,
  delivered_at timestamptz
);
comment on table ledger.event is 'What a person, a poll or a sweep has to tell a document. Written first, delivered to its workflow second, marked last: a crash in between delivers again';
create index event_undelivered on ledger.event (created_at) where delivered_at is null;

create table ledger.poll_cycle (
  id         text primary key,
  company    text not null,
  stream     text not null,
  started_at timestamptz not null,
  ended_at   timestamptz,
  outcome    text,
  cause      text,
  counts     jsonb not null default '{}'
);
create index poll_cycle_recent on ledger.poll_cycle (company, stream, started_at desc);

create table ledger.watermark (
  company      text not null,
  stream       text not null,
  read_through date not null,
  moved_at     timestamptz not null,
  primary key (company, stream)
);
comment on column ledger.watermark.read_through is 'Every record dated up to this day was read and claimed. A poll reads again from here minus the overlap';

create table ledger.confirmation (
  id           bigint generated always as identity primary key,
  company      text not null,
  stream       text not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null,
  used_by      text
);
comment on table ledger.confirmation is 'A person''s yes to a cycle that stopped because it would start many times the usual';

create table ledger.trail (
  document_id     bigint not null references ledger.document,
  entry           integer not null,
  transmission_id bigint references ledger.transmission,
  at              timestamptz not null,
  actor           text not null,
  event           text not null,
  detail          text not null,
  previous_hash   text not null,
  hash            text not null,
  primary key (document_id, entry)
);
comment on table ledger.trail is 'What happened to a document and why, append-only and hash-chained';
comment on column ledger.trail.detail is 'Canonical JSON (RFC 8785)';
comment on column ledger.trail.hash is 'SHA-256 of previous_hash, document_id, entry, transmission_id, at (UTC, microseconds), actor, event and detail, one a line';

create function ledger.append_trail(
  p_document bigint, p_transmission bigint, p_at timestamptz, p_actor text, p_event text, p_detail text
) returns void language plpgsql as $$
declare
  v_entry integer;
  v_previous text;
  v_hash text;
begin
  -- Locks the document's row, so that two writers chain one after the other.
  select trail_length + 1, trail_head into strict v_entry, v_previous from ledger.document where id = p_document for update;
  v_hash := encode(sha256(convert_to(concat_ws(E'\n', v_previous, p_document, v_entry, coalesce(p_transmission::text, ''),
    to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), p_actor, p_event, p_detail), 'UTF8')), 'hex');
  insert into ledger.trail (document_id, entry, transmission_id, at, actor, event, detail, previous_hash, hash)
    values (p_document, v_entry, p_transmission, p_at, p_actor, p_event, p_detail, v_previous, v_hash);
  update ledger.document set trail_length = v_entry, trail_head = v_hash where id = p_document;
end $$;

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the trail is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger trail_is_append_only before update or delete or truncate on ledger.trail
  for each statement execute function ledger.refuse_change();
