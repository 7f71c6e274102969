-- Every value a variable got; history_variables keeps the last one only.
CREATE TABLE engine.history_variable_updates (
  id text PRIMARY KEY,
  instance_id text NOT NULL REFERENCES engine.history_processes ON DELETE CASCADE,
  scope_id text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  value jsonb,
  value_info jsonb,
  at timestamptz NOT NULL,
  -- Order of what happened at one moment.
  sequence bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX ON engine.history_variable_updates (instance_id, scope_id, name);
