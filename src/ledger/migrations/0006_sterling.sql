-- What becomes of a message after the post, what comes back from partners, what is held back for them, and masters kept aligned.

-- Following -----------------------------------------------------------------------------------------------------------------------

create table ledger.message_watch (
  transmission_id bigint primary key references ledger.transmission,
  mailbox         text not null,
  first_seen_at   timestamptz,
  last_seen_at    timestamptz,
  posted_count    integer,
  seen_count      integer,
  lower_since     timestamptz,
  taken_at        timestamptz,
  moved_to        text,
  gone_at         timestamptz,
  closed_at       timestamptz
);
comment on table ledger.message_watch is 'What sweeps have seen of a posted message in Sterling. One per message, so per interchange where documents left together';
comment on column ledger.message_watch.posted_count is 'The highest extractableCount it ever had, its own at the post included';
comment on column ledger.message_watch.seen_count is 'extractableCount when it was last seen';
comment on column ledger.message_watch.lower_since is 'The sweep that first saw the count lower. An extraction may still be undone, so it counts from the second on';
comment on column ledger.message_watch.taken_at is 'The sweep from which it was certain that somebody had taken it';
comment on column ledger.message_watch.closed_at is 'When there was nothing more to be seen of it';
create index message_watch_open on ledger.message_watch (mailbox, transmission_id) where closed_at is null;
-- What was posted before there were watches is followed from now on, as far as it is young enough to be.
insert into ledger.message_watch (transmission_id, mailbox)
select id, mailbox from ledger.transmission
 where content is not null and sterling_message is not null and posted_at > now() - interval '30 days' and stage <> 'cancelled';

create table ledger.sweep (
  id         text primary key,
  started_at timestamptz not null,
  ended_at   timestamptz,
  outcome    text check (outcome in ('complete', 'sterling-unavailable', 'partial')),
  cause      text,
  counts     jsonb not null default '{}'
);
comment on table ledger.sweep is 'One look into Sterling''s mailboxes: for what came in, and for what became of what was posted';
create index sweep_recent on ledger.sweep (started_at desc);

-- What comes back -----------------------------------------------------------------------------------------------------------------

create table ledger.inbound_message (
  id                bigint generated always as identity primary key,
  sterling_message  text not null,
  sterling_document text not null default '',
  mailbox           text not null,
  name              text not null,
  size              bigint,
  arrived_at        timestamptz,
  taken_at          timestamptz not null,
  content           bytea not null,
  content_sha256    text not null,
  handled_at        timestamptz,
  failures          integer not null default 0,
  failed_with       text,
  findings          jsonb not null default '[]',
  unique (sterling_message, sterling_document)
);
comment on table ledger.inbound_message is 'Every message that was found in a mailbox answers come to, byte for byte. Taken once: its numbers in Sterling are unique';
comment on column ledger.inbound_message.sterling_document is 'Tells a message from one of the same number in a Sterling that was set up anew';
comment on column ledger.inbound_message.arrived_at is 'Its creationDate in Sterling, where that could be read';
comment on column ledger.inbound_message.handled_at is 'When all it says had been written down and told. Set last';
comment on column ledger.inbound_message.failures is 'How often handling it failed. Those that failed are tried after all others';
comment on column ledger.inbound_message.findings is 'What is wrong with it as a whole: not X12, a damaged envelope';
create index inbound_unhandled on ledger.inbound_message (failures, id) where handled_at is null;
create index inbound_by_content on ledger.inbound_message (content_sha256);

create table ledger.answer (
  id                bigint generated always as identity primary key,
  inbound_id        bigint not null references ledger.inbound_message,
  position          integer not null,
  kind              text not null,
  partner           text,
  transmission_id   bigint references ledger.transmission,
  document_id       bigint references ledger.document,
  outcome           text not null,
  counts_as         text check (counts_as in ('acknowledged', 'rejected', 'not-rejected')),
  decided_by        text,
  source            text not null,
  repeats           bigint references ledger.answer,
  unmatched_because text,
  detail            jsonb not null default '{}',
  recorded_at       timestamptz not null,
  unique (inbound_id, position)
);
comment on table ledger.answer is 'One thing a partner said of one document, or something it said that nothing here matches. A message has as many as it says things';
comment on column ledger.answer.position is 'Counted over the message, so that handling it again writes the same rows';
comment on column ledger.answer.kind is '997, 999, TA1, 824, 855, 864, another transaction set''s number, or interchange, not-x12, too-large where there is none';
comment on column ledger.answer.outcome is 'As the partner said it: accepted, accepted-with-errors, accepted-with-changes, rejected, partly-accepted, undecided, noted';
comment on column ledger.answer.counts_as is 'What it counts as by the settings of the profile the document was sent by; null where it decides nothing. not-rejected takes an earlier rejection of its kind back, and proves nothing by itself';
comment on column ledger.answer.decided_by is 'set, group, interchange: the level the verdict was given at';
comment on column ledger.answer.source is 'SHA-256 of the numbers of the answer''s own envelope and what it says. Equal in copies of one answer';
comment on column ledger.answer.repeats is 'The answer it is a copy of, about the same transmission, that was recorded before it';
comment on column ledger.answer.unmatched_because is 'Why it belongs to no document of ours; null where it does';
comment on column ledger.answer.detail is 'Control numbers, codes, and of a rejection the segment, the element, its value and the SYSPRO field behind it';
create index answer_by_transmission on ledger.answer (transmission_id) where transmission_id is not null;
create index answer_by_document on ledger.answer (document_id) where document_id is not null;
create index answer_unmatched on ledger.answer (recorded_at desc) where document_id is null;

-- Held back -----------------------------------------------------------------------------------------------------------------------

create table ledger.partner_hold (
  id            bigint generated always as identity primary key,
  partner       text not null,
  type          text check (type in ('purchase-order', 'invoice', 'ship-notice')),
  reason        text not null,
  held_by       text not null,
  held_at       timestamptz not null,
  released_by   text,
  released_at   timestamptz
);
comment on table ledger.partner_hold is 'A person''s word that nothing is to be posted for a partner until released. Documents queue, and nobody is alerted';
comment on column ledger.partner_hold.type is 'Null: every type';
create unique index partner_hold_standing on ledger.partner_hold (partner, coalesce(type, '')) where released_at is null;

alter table ledger.transmission
  add column queued_for   text check (queued_for in ('hold', 'blackout')),
  add column queued_at    timestamptz,
  add column queued_until timestamptz,
  add column posted_by    text check (posted_by in ('documents', 'messagebatches'));
comment on column ledger.transmission.queued_for is 'Why it is not posted yet although nothing is wrong with it; null where nothing holds it back';
comment on column ledger.transmission.queued_until is 'When a blackout ends; null for a hold, which a person ends';
comment on column ledger.transmission.posted_by is 'Which of Sterling''s two ways it was posted by';
create index transmission_queued on ledger.transmission (partner, type) where queued_for is not null;

-- Masters -------------------------------------------------------------------------------------------------------------------------

create table ledger.master_agreement (
  partner         text primary key,
  party           text not null,
  trading_partner text not null,
  fields          jsonb not null,
  agreed_at       timestamptz not null,
  syspro_gone_at  timestamptz,
  sterling_gone_at timestamptz
);
comment on table ledger.master_agreement is 'What both sides last agreed a trading partner''s master data to be: the base of the three-way merge';
comment on column ledger.master_agreement.party is 'The SYSPRO party, company/role/code: of another one nothing is agreed';
comment on column ledger.master_agreement.fields is 'By field, what each side had when it was agreed: they may differ in what is no difference, or where a person left it so';
comment on column ledger.master_agreement.trading_partner is 'partnerName in Sterling, which never changes there';

create table ledger.master_finding (
  id           bigint generated always as identity primary key,
  partner      text not null,
  kind         text not null,
  field        text not null default '',
  agreed       text,
  syspro       text,
  sterling     text,
  detail       jsonb not null default '{}',
  raised_at    timestamptz not null,
  seen_at      timestamptz not null,
  settled_at   timestamptz,
  settled_by   text,
  settlement   text
);
comment on table ledger.master_finding is 'The queue of what a sync may not decide by itself: conflicts, proposed creations, deletions, fields that only a person can change';
comment on column ledger.master_finding.settlement is 'syspro, sterling, neither or confirmed as a person said, or gone where the difference went away by itself. With settled_at null it is decided and not yet done';
create unique index master_finding_standing on ledger.master_finding (partner, kind, field) where settled_at is null;

create table ledger.master_change (
  id         bigint generated always as identity primary key,
  sync_id    text not null,
  partner    text not null,
  side       text not null check (side in ('syspro', 'sterling')),
  field      text not null,
  before     text,
  after      text,
  because    text not null,
  asked_at   timestamptz not null,
  written_at timestamptz,
  made       text,
  given_up   text
);
comment on table ledger.master_change is 'Every field a sync has written, on which side, and why';
comment on column ledger.master_change.written_at is 'When the side showed that it was done; null while nobody knows, and where it was not';
comment on column ledger.master_change.made is 'What the side made of it, as read afterwards';
comment on column ledger.master_change.given_up is 'Why it was certainly not written';
create index master_change_by_partner on ledger.master_change (partner, id desc);
create unique index master_change_open on ledger.master_change (partner, side, field) where written_at is null and given_up is null;

create table ledger.master_sync (
  id         text primary key,
  started_at timestamptz not null,
  ended_at   timestamptz,
  requested_by text not null,
  workflow_id text not null,
  outcome    text check (outcome in ('complete', 'partial', 'syspro-unavailable', 'sterling-unavailable')),
  cause      text,
  counts     jsonb not null default '{}'
);
comment on table ledger.master_sync is 'One comparison of both sides'' masters';
create index master_sync_recent on ledger.master_sync (started_at desc);

create table ledger.master_reading (
  sync_id         text not null references ledger.master_sync,
  partner         text not null,
  side            text not null check (side in ('syspro', 'sterling')),
  found           boolean not null,
  trading_partner text,
  shared          boolean not null default false,
  fields          jsonb,
  read_at         timestamptz not null,
  primary key (sync_id, partner, side)
);
comment on table ledger.master_reading is 'What a sync read of its partners on each side: histories carry no party data. Fields are kept until the next sync';
comment on column ledger.master_reading.shared is 'Another partner is mapped to the same trading partner';
