-- When the history of an instance may be removed: the end of its root instance plus that definition's time to live.
-- NULL: it runs, or its history is kept for ever.
ALTER TABLE engine.history_processes ADD COLUMN removal_at timestamptz;
CREATE INDEX ON engine.history_processes (removal_at) WHERE removal_at IS NOT NULL;

UPDATE engine.history_processes h
   SET removal_at = root.ended_at + make_interval(days => p.history_ttl_days)
  FROM engine.history_processes root JOIN engine.process_definitions p ON p.id = root.definition_id
 WHERE root.id = h.root_id AND root.ended_at IS NOT NULL AND h.ended_at IS NOT NULL;
