-- What is stuck in a called instance is an incident of those that wait for it, too: of the call activity, and so on upwards.
ALTER TABLE engine.incidents ADD COLUMN cause_id text, ADD COLUMN root_cause_id text;
ALTER TABLE engine.history_incidents ADD COLUMN cause_id text, ADD COLUMN root_cause_id text;
UPDATE engine.incidents SET cause_id = id, root_cause_id = id;
UPDATE engine.history_incidents SET cause_id = id, root_cause_id = id;
ALTER TABLE engine.incidents ALTER COLUMN cause_id SET NOT NULL, ALTER COLUMN root_cause_id SET NOT NULL;
ALTER TABLE engine.history_incidents ALTER COLUMN cause_id SET NOT NULL, ALTER COLUMN root_cause_id SET NOT NULL;
CREATE INDEX ON engine.incidents (cause_id);
CREATE INDEX ON engine.history_incidents (cause_id);

-- They end as their cause does, however it ends. For each row, as nearly all statements that remove incidents find none.
CREATE FUNCTION engine.close_what_it_caused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE engine.history_incidents caused SET state = cause.state, ended_at = cause.ended_at
    FROM engine.history_incidents cause
   WHERE cause.id = OLD.id AND caused.cause_id = OLD.id AND caused.id <> OLD.id AND caused.ended_at IS NULL;
  -- Last, as this begins again for each of them.
  DELETE FROM engine.incidents WHERE cause_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER incidents_removed AFTER DELETE ON engine.incidents FOR EACH ROW EXECUTE FUNCTION engine.close_what_it_caused();
