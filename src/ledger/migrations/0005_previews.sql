-- What SYSPRO answered to somebody who wanted to see a document's X12: handed from the worker that has the operator's session to the
-- command. A workflow's history is no place for a document.

create table ledger.preview (
  id           text primary key,
  company      text not null,
  type         text not null,
  number       text not null,
  requested_by text not null,
  read_at      timestamptz not null,
  reading      text
);
comment on table ledger.preview is 'A reading of a SYSPRO record for somebody to look at; nothing was sent and no control number taken';
comment on column ledger.preview.reading is 'The reading as JSON; emptied when it was taken, or an hour later';
