-- What people did, where callers have to say who they are: one row for each property that an operation changed.
CREATE TABLE engine.user_operations (
  id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  -- Rows of one operation share it.
  operation_id text NOT NULL,
  user_id text NOT NULL,
  at timestamptz NOT NULL,
  operation_type text NOT NULL,
  entity_type text NOT NULL,
  category text NOT NULL,
  annotation text,
  property text,
  org_value text,
  new_value text,
  deployment_id text,
  definition_id text,
  definition_key text,
  instance_id text REFERENCES engine.history_processes ON DELETE CASCADE,
  execution_id text,
  task_id text REFERENCES engine.history_tasks ON DELETE CASCADE,
  external_task_id text,
  batch_id text,
  job_id text,
  job_definition_id text,
  sequence bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX ON engine.user_operations (operation_id);
CREATE INDEX ON engine.user_operations (at);
CREATE INDEX ON engine.user_operations (instance_id) WHERE instance_id IS NOT NULL;
CREATE INDEX ON engine.user_operations (task_id) WHERE task_id IS NOT NULL;
