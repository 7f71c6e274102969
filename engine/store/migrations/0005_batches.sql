-- Work on many instances at once, done in the background by any engine process.

CREATE TABLE engine.batches (
  id text PRIMARY KEY,
  type text NOT NULL,
  configuration jsonb NOT NULL,
  total integer NOT NULL,
  suspended boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  execution_started_at timestamptz,
  -- Nothing is left to do, or it was given up.
  ended_at timestamptz,
  -- A migration that can no longer be undone.
  committed_at timestamptz
);
CREATE INDEX ON engine.batches (created_at) WHERE ended_at IS NULL;

CREATE TABLE engine.batch_items (
  batch_id text NOT NULL REFERENCES engine.batches ON DELETE CASCADE,
  -- The instance, task or job.
  target_id text NOT NULL,
  state text NOT NULL,
  retries integer NOT NULL,
  message text,
  PRIMARY KEY (batch_id, target_id)
);
CREATE INDEX ON engine.batch_items (batch_id) WHERE state = 'pending';
CREATE INDEX ON engine.batch_items (batch_id) WHERE state = 'failed';

-- How an instance stood before and after a migration; gone with the instance, so that it keeps nothing alive.
CREATE TABLE engine.migration_snapshots (
  batch_id text NOT NULL REFERENCES engine.batches ON DELETE CASCADE,
  instance_id text NOT NULL REFERENCES engine.instances ON DELETE CASCADE,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  PRIMARY KEY (batch_id, instance_id)
);
CREATE INDEX ON engine.migration_snapshots (instance_id);
