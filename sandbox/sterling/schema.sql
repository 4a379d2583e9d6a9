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
CREATE INDEX IF NOT EXISTS message_to_route ON message (id) WHERE needs_routing AND deleted_at IS NULL;

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

-- What creating a trading partner creates besides it.
CREATE TABLE IF NOT EXISTS user_account (
  user_id      text PRIMARY KEY,
  -- The partner it was created for.
  partner_name text NOT NULL,
  user_group   text NOT NULL
);
CREATE TABLE IF NOT EXISTS virtual_root (
  user_name    text PRIMARY KEY,
  mailbox_path text NOT NULL
);

CREATE TABLE IF NOT EXISTS code_list (
  name              text NOT NULL,
  sender_identity   text NOT NULL DEFAULT '',
  receiver_identity text NOT NULL DEFAULT '',
  version           integer NOT NULL,
  is_default        boolean NOT NULL DEFAULT false,
  comments          text,
  list_status       integer NOT NULL DEFAULT 1 CHECK (list_status IN (1, 2)),
  user_name         text NOT NULL,
  created_at        timestamptz(3) NOT NULL,
  PRIMARY KEY (name, sender_identity, receiver_identity, version)
);
CREATE TABLE IF NOT EXISTS code_list_code (
  name              text NOT NULL,
  sender_identity   text NOT NULL,
  receiver_identity text NOT NULL,
  version           integer NOT NULL,
  sender_code       text NOT NULL,
  receiver_code     text NOT NULL,
  -- description, text1 … text9
  attributes        jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (name, sender_identity, receiver_identity, version, sender_code, receiver_code),
  FOREIGN KEY (name, sender_identity, receiver_identity, version) REFERENCES code_list ON DELETE CASCADE
);

-- How many minute ticks there have been, and the time it is for everything here where that is simulated. One row.
CREATE TABLE IF NOT EXISTS ticker (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  ticks    bigint NOT NULL DEFAULT 0,
  clock    timestamptz(3)
);
INSERT INTO ticker DEFAULT VALUES ON CONFLICT DO NOTHING;

-- Business processes that rules have started.
CREATE TABLE IF NOT EXISTS workflow (
  id           bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001) PRIMARY KEY,
  process      text NOT NULL,
  rule         text NOT NULL,
  run_as       text NOT NULL,
  message_id   bigint NOT NULL REFERENCES message,
  started_at   timestamptz(3) NOT NULL,
  completed_at timestamptz(3),
  -- What it did with the message: left, extracted, deleted, moved, not-extractable, gone.
  did          text
);
CREATE INDEX IF NOT EXISTS workflow_running ON workflow (id) WHERE completed_at IS NULL;
CREATE INDEX IF NOT EXISTS workflow_message ON workflow (message_id);

-- What the process behind a rule does with a message. A rule without a row: it leaves it.
CREATE TABLE IF NOT EXISTS process_habit (
  rule  text PRIMARY KEY,
  habit jsonb NOT NULL
);

-- The partners' robots, what each did with each message, and what it still has to do.
CREATE TABLE IF NOT EXISTS robot (
  code     text PRIMARY KEY,
  habit    jsonb NOT NULL,
  messages integer NOT NULL DEFAULT 0,
  -- The last ISA13 it used.
  control  integer NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS robot_message (
  message_id   bigint PRIMARY KEY REFERENCES message,
  code         text NOT NULL,
  sequence     integer NOT NULL,
  seen_at      timestamptz(3) NOT NULL,
  picked_up_at timestamptz(3),
  how          text,
  answers      jsonb NOT NULL DEFAULT '[]',
  expected     jsonb NOT NULL DEFAULT '[]',
  note         text
);
-- So that a tick looks at what is new alone, however much there has been.
ALTER TABLE message ADD COLUMN IF NOT EXISTS seen_by_robot boolean NOT NULL DEFAULT false;
CREATE INDEX IF NOT EXISTS message_unseen ON message (id) WHERE NOT seen_by_robot AND accepted_path NOT LIKE '%/Inbound';
CREATE TABLE IF NOT EXISTS robot_step (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id bigint NOT NULL REFERENCES robot_message,
  code       text NOT NULL,
  due_tick   bigint NOT NULL,
  step       jsonb NOT NULL,
  done_at    timestamptz(3)
);
CREATE INDEX IF NOT EXISTS robot_step_due ON robot_step (due_tick, id) WHERE done_at IS NULL;
CREATE INDEX IF NOT EXISTS robot_step_message ON robot_step (message_id);
