-- Jobs between activities (asyncBefore, asyncAfter) beside timers, and how jobs are tried.
ALTER TABLE engine.jobs
  -- 'timer' or 'message', as Camunda names them.
  ADD COLUMN type text NOT NULL DEFAULT 'timer',
  ADD COLUMN parent_execution_id text,
  ADD COLUMN priority bigint NOT NULL DEFAULT 0,
  ADD COLUMN retry_cycle text,
  ADD COLUMN exception_stacktrace text,
  ADD COLUMN failed_activity_id text;
