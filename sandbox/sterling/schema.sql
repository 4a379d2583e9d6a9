-- Everything the Sterling stand-in keeps. Run at every start; each statement may be repeated.
CREATE SCHEMA IF NOT EXISTS sterling_sandbox;
SET LOCAL search_path = sterling_sandbox;

-- One row once the seed is in, so that what a user deleted stays deleted at the next start.
CREATE TABLE IF NOT EXISTS installation (
  seeded_at timestamptz PRIMARY KEY DEFAULT now()
);

CREATE TABLE IF NOT EXISTS mailbox (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  path         text NOT NULL UNIQUE,
  -- NULL for the root alone.
  parent_id    bigint REFERENCES mailbox,
  description  text NOT NULL,
  mailbox_type text NOT NULL DEFAULT 'R' CHECK (mailbox_type IN ('R', 'S', 'L')),
  linked_to    bigint REFERENCES mailbox,
  users        text,
  groups       text
);
CREATE INDEX IF NOT EXISTS mailbox_parent ON mailbox (parent_id);

-- Documents and messages are never deleted from these tables, only marked: the control API is the witness of everything
-- that was ever accepted.
CREATE TABLE IF NOT EXISTS document (
  id                 text PRIMARY KEY,
  document_name      text,
  body_name          text,
  life_span          bigint,
  character_encoding text,
  content_type       text,
  content_subtype    text,
  subject            text,
  storage_type       text NOT NULL DEFAULT 'DB' CHECK (storage_type IN ('FS', 'DB')),
  payload            bytea NOT NULL,
  size               bigint NOT NULL,
  sha256             text NOT NULL,
  created_at         timestamptz(3) NOT NULL DEFAULT now(),
  deleted_at         timestamptz(3)
);

CREATE TABLE IF NOT EXISTS message (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Where it is now; no foreign key, because the witness outlives its mailbox.
  mailbox_id         bigint NOT NULL,
  mailbox_path       text NOT NULL,
  -- Where it was accepted.
  accepted_path      text NOT NULL,
  name               text NOT NULL,
  document_id        text NOT NULL REFERENCES document,
  size               bigint NOT NULL,
  sha256             text NOT NULL,
  extractable_always boolean,
  extractable_count  integer CHECK (extractable_count >= 0),
  extractable_until  timestamptz(3),
  -- The "needs to be routed" queue of the automatic routing rules: a message is in it once, until it is resubmitted.
  needs_routing      boolean NOT NULL DEFAULT true,
  created_at         timestamptz(3) NOT NULL DEFAULT now(),
  deleted_at         timestamptz(3),
  CHECK (num_nonnulls(extractable_always, extractable_count, extractable_until) = 1)
);
CREATE INDEX IF NOT EXISTS message_name ON message (lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS message_mailbox ON message (mailbox_id, id) WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS routing_rule (
  name                 text PRIMARY KEY,
  evaluation_mode      text NOT NULL CHECK (evaluation_mode IN ('automatic', 'manual')),
  action_type          text NOT NULL CHECK (action_type IN ('bp', 'contract')),
  action               text NOT NULL,
  run_rule_as          text NOT NULL,
  -- Empty: every mailbox.
  mailbox_ids          bigint[] NOT NULL DEFAULT '{}',
  message_name_pattern text
);

CREATE TABLE IF NOT EXISTS community (
  name       text PRIMARY KEY,
  attributes jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS trading_partner (
  partner_name text PRIMARY KEY,
  code         text NOT NULL UNIQUE,
  username     text NOT NULL UNIQUE,
  community    text NOT NULL REFERENCES community (name),
  attributes   jsonb NOT NULL DEFAULT '{}'
);
