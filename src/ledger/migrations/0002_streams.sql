-- Three streams, deep polls, and documents whose shape has grown.

alter table ledger.document
  add column open          boolean not null default true,
  add column content_shape integer not null default 1,
  add column gone_at       timestamptz;
comment on column ledger.document.open is 'Whether SYSPRO may still change it in the ordinary course, as last read: a deep poll reads it again whatever its date';
comment on column ledger.document.content_hash is 'SHA-256 of what the last reading said that would be an amendment: its canonical JSON without status and masters';
comment on column ledger.document.content_shape is 'The version of the documents'' shape content_hash is of. Hashes of two shapes are not compared';
comment on column ledger.document.gone_at is 'When a reading by key found that SYSPRO has no such record any more';
create index document_open on ledger.document (company, type) where open;

alter table ledger.poll_cycle add column deep boolean not null default false;
