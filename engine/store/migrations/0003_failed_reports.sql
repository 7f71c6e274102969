-- How often a worker reported a task and what follows in the model failed: nothing changes then, so nothing else would tell.
ALTER TABLE engine.external_tasks ADD COLUMN failed_reports integer NOT NULL DEFAULT 0;
