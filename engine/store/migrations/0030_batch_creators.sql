-- Who asked for a batch; null where nobody had to say who they are.
ALTER TABLE engine.batches ADD COLUMN created_by text;
