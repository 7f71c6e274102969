-- A job may also suspend or activate definitions at a moment somebody chose; it belongs to no activity.
ALTER TABLE engine.jobs
  ALTER COLUMN activity_id DROP NOT NULL,
  -- What is to be done; null for the jobs of the model.
  ADD COLUMN change jsonb;
ALTER TABLE engine.history_job_log ALTER COLUMN activity_id DROP NOT NULL;
