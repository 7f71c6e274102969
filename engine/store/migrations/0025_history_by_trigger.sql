-- Most rows of a step are history, written in one transaction with what they record. To look up for each of them whether the
-- record of its instance is there cost a query. A trigger removes them with that record instead.
ALTER TABLE engine.history_activities DROP CONSTRAINT history_activities_instance_id_fkey;
ALTER TABLE engine.history_tasks DROP CONSTRAINT history_tasks_instance_id_fkey;
ALTER TABLE engine.history_variables DROP CONSTRAINT history_variables_instance_id_fkey;
ALTER TABLE engine.history_variable_updates DROP CONSTRAINT history_variable_updates_instance_id_fkey;
ALTER TABLE engine.history_external_task_log DROP CONSTRAINT history_external_task_log_instance_id_fkey;
ALTER TABLE engine.history_job_log DROP CONSTRAINT history_job_log_instance_id_fkey;

CREATE FUNCTION engine.remove_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM engine.history_activities WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.history_tasks WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.history_variables WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.history_variable_updates WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.history_external_task_log WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.history_job_log WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  RETURN NULL;
END $$;
CREATE TRIGGER history_removed AFTER DELETE ON engine.history_processes REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION engine.remove_history();
