-- Variables of tasks without an instance are listed as others are, and remembered as long as the record of the task.
ALTER TABLE engine.task_variables ADD COLUMN id text NOT NULL DEFAULT gen_random_uuid()::text;
CREATE UNIQUE INDEX ON engine.task_variables (id);

CREATE TABLE engine.history_task_variables (
  -- As in engine.task_variables.
  id text PRIMARY KEY,
  task_id text NOT NULL REFERENCES engine.history_tasks ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL,
  value jsonb,
  value_info jsonb,
  -- Camunda's words: CREATED or DELETED.
  state text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX ON engine.history_task_variables (task_id, name);
INSERT INTO engine.history_task_variables (id, task_id, name, type, value, value_info, state, created_at, updated_at)
  SELECT v.id, v.task_id, v.name, v.type, v.value, v.value_info, 'CREATED', t.created_at, coalesce(t.updated_at, t.created_at)
    FROM engine.task_variables v JOIN engine.user_tasks t ON t.id = v.task_id;

CREATE INDEX history_tasks_alone ON engine.history_tasks (ended_at) WHERE instance_id IS NULL;
