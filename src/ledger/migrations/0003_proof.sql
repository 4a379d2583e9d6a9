-- Proof that nothing was missed, and what a person decides about the past: reconciliations and backfills.

create table ledger.reconciliation (
  id           text primary key,
  company      text not null,
  stream       text not null,
  since        date not null,
  requested_by text not null,
  started_at   timestamptz not null,
  ended_at     timestamptz,
  outcome      text check (outcome in ('complete', 'source-unavailable')),
  cause        text,
  found        integer not null default 0,
  counts       jsonb not null default '{}'
);
comment on table ledger.reconciliation is 'A recount of SYSPRO''s keys against the ledger';
comment on column ledger.reconciliation.found is 'Records SYSPRO listed';
comment on column ledger.reconciliation.counts is 'What became of them: how many of each';
create index reconciliation_recent on ledger.reconciliation (company, stream, started_at desc);

create table ledger.reconciliation_page (
  reconciliation_id text not null references ledger.reconciliation,
  page              integer not null,
  found             integer not null,
  counts            jsonb not null,
  documents         bigint[],
  primary key (reconciliation_id, page)
);
comment on table ledger.reconciliation_page is 'What one page of a recount came to. A page that is counted again replaces itself';
comment on column ledger.reconciliation_page.documents is 'The documents it met; emptied when the recount has ended';

create table ledger.reconciliation_gap (
  reconciliation_id text not null references ledger.reconciliation,
  key               text not null,
  page              integer not null,
  number            text not null,
  party_role        text not null,
  party_code        text not null,
  partner           text,
  document_date     date,
  status            text not null,
  outlook           text not null,
  noticed_at        timestamptz not null,
  state             text not null default 'noticed' check (state in ('noticed', 'arrived', 'too-new', 'missing')),
  cause             text,
  primary key (reconciliation_id, key)
);
comment on table ledger.reconciliation_gap is 'A record that SYSPRO has and the ledger had not';
comment on column ledger.reconciliation_gap.outlook is 'What would become of it: would-be-sent, or a disposition';
comment on column ledger.reconciliation_gap.cause is 'Why the ledger has it not, as far as known: by its date while noticed, by the polls since when settled. What became of it, when arrived';
comment on column ledger.reconciliation_gap.state is 'noticed: to be looked at again. arrived: a poll has read it since. too-new: no poll could have read it yet. missing: a gap';

create table ledger.backfill (
  id           text primary key,
  company      text not null,
  stream       text not null,
  first_day    date not null,
  last_day     date not null,
  rate         integer not null check (rate > 0),
  reopen       text[] not null,
  partner      text,
  requested_by text not null,
  requested_at timestamptz not null,
  ended_at     timestamptz,
  outcome      text check (outcome in ('complete', 'cancelled')),
  counts       jsonb not null default '{}'
);
comment on table ledger.backfill is 'A window of the past that a person had read and sent';
comment on column ledger.backfill.rate is 'At most so many documents are claimed a minute';
comment on column ledger.backfill.partner is 'Only its documents; null: everybody''s';
comment on column ledger.backfill.reopen is 'Dispositions that were decided anew';
create index backfill_recent on ledger.backfill (company, stream, requested_at desc);
