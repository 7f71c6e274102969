-- Each listener of a user task that waits for a time makes jobs of its own: they have a job definition each, as in Camunda.

-- Null for all other jobs, and for those that were made before; they go on with the one job definition of all listeners of their task.
ALTER TABLE engine.jobs ADD COLUMN listener_id text;
ALTER TABLE engine.job_definitions ADD COLUMN listener_id text;
ALTER TABLE engine.history_job_log ADD COLUMN listener_id text;

-- Definitions with such listeners declare their jobs again.
UPDATE engine.process_definitions SET jobs_declared = false
 WHERE id IN (SELECT definition_id FROM engine.job_definitions WHERE job_type = 'timer-task-listener');
