-- What people write beside tasks; kept as long as the record of the task.
CREATE TABLE engine.comments (
  id text PRIMARY KEY,
  task_id text NOT NULL REFERENCES engine.history_tasks ON DELETE CASCADE,
  -- The instance the comment is on as well, where its writer named one.
  instance_id text,
  root_instance_id text,
  message text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX ON engine.comments (task_id);
CREATE INDEX ON engine.comments (instance_id) WHERE instance_id IS NOT NULL;
