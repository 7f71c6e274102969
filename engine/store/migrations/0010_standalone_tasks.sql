-- Tasks that people make themselves belong to no instance: alone, or below another task, with which they go.
ALTER TABLE engine.user_tasks
  ALTER COLUMN instance_id DROP NOT NULL,
  ALTER COLUMN execution_id DROP NOT NULL,
  ALTER COLUMN activity_id DROP NOT NULL,
  ALTER COLUMN scope_path DROP NOT NULL,
  ADD COLUMN parent_task_id text REFERENCES engine.user_tasks ON DELETE CASCADE,
  -- Of a task without an instance; others belong to the tenant of their definition.
  ADD COLUMN tenant_id text;
CREATE INDEX ON engine.user_tasks (parent_task_id) WHERE parent_task_id IS NOT NULL;

ALTER TABLE engine.history_tasks
  ALTER COLUMN instance_id DROP NOT NULL,
  ALTER COLUMN execution_id DROP NOT NULL,
  ALTER COLUMN activity_id DROP NOT NULL,
  ADD COLUMN parent_task_id text,
  ADD COLUMN tenant_id text;

-- However the task above ended, its record is written before its row goes.
CREATE FUNCTION engine.end_sub_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE engine.history_tasks h SET delete_reason = above.delete_reason, ended_at = above.ended_at
    FROM engine.history_tasks above
   WHERE h.id = OLD.id AND h.ended_at IS NULL AND above.id = OLD.parent_task_id;
  RETURN NULL;
END $$;
CREATE TRIGGER sub_task_ended AFTER DELETE ON engine.user_tasks
  FOR EACH ROW WHEN (OLD.parent_task_id IS NOT NULL) EXECUTE FUNCTION engine.end_sub_task();

-- Variables of tasks without an instance.
CREATE TABLE engine.task_variables (
  task_id text NOT NULL REFERENCES engine.user_tasks ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL,
  value jsonb,
  value_info jsonb,
  PRIMARY KEY (task_id, name)
);
