-- An item of a batch that failed is an incident, which belongs to no process; its item goes on by the id it is known under.
ALTER TABLE engine.batch_items ADD COLUMN id text NOT NULL DEFAULT gen_random_uuid()::text;
CREATE UNIQUE INDEX ON engine.batch_items (id);
ALTER TABLE engine.incidents ALTER COLUMN definition_id DROP NOT NULL, ALTER COLUMN activity_id DROP NOT NULL;
ALTER TABLE engine.history_incidents ALTER COLUMN definition_id DROP NOT NULL, ALTER COLUMN activity_id DROP NOT NULL;
