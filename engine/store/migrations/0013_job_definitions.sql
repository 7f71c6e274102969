-- Where the definitions of a process make jobs, and what happened to the jobs.

-- Behind an activity, not in front of it.
ALTER TABLE engine.jobs ADD COLUMN is_after boolean NOT NULL DEFAULT false;

-- One row for each timer and each asynchronous continuation of a definition; `id` follows from the columns that jobs have too.
CREATE TABLE engine.job_definitions (
  id text PRIMARY KEY,
  definition_id text NOT NULL REFERENCES engine.process_definitions ON DELETE CASCADE,
  activity_id text NOT NULL,
  type text NOT NULL,
  is_after boolean NOT NULL,
  -- Camunda's words for them.
  job_type text NOT NULL,
  configuration text NOT NULL,
  -- Its new jobs rest until somebody activates them.
  suspended boolean NOT NULL DEFAULT false,
  -- Overrides what the model says for new jobs.
  priority bigint
);
CREATE INDEX ON engine.job_definitions (definition_id);

-- Definitions that were deployed before there were job definitions get theirs when somebody asks for them.
ALTER TABLE engine.process_definitions ADD COLUMN jobs_declared boolean NOT NULL DEFAULT false;

CREATE TABLE engine.history_job_log (
  id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  job_id text NOT NULL,
  event text NOT NULL,
  -- null for a timer that starts instances.
  instance_id text REFERENCES engine.history_processes ON DELETE CASCADE,
  definition_id text NOT NULL,
  execution_id text,
  activity_id text NOT NULL,
  type text NOT NULL,
  is_after boolean NOT NULL,
  due_at timestamptz,
  retries integer NOT NULL,
  priority bigint NOT NULL,
  exception_message text,
  exception_stacktrace text,
  failed_activity_id text,
  at timestamptz NOT NULL,
  -- Order of what happened in one transaction.
  sequence bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX ON engine.history_job_log (instance_id);
CREATE INDEX ON engine.history_job_log (job_id);
CREATE INDEX ON engine.history_job_log (definition_id, at) WHERE instance_id IS NULL;
