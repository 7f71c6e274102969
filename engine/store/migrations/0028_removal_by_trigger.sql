-- For each row of a step PostgreSQL looked up, by a query of its own, that its instance or task is there, and for each that ended
-- whether anything is left of it. Steps write under the lock of their instance, so what they write for is there; what ends takes
-- along what belongs to it by one trigger for all rows of a statement.
ALTER TABLE engine.variables DROP CONSTRAINT variables_instance_id_fkey;
ALTER TABLE engine.external_tasks DROP CONSTRAINT external_tasks_instance_id_fkey;
ALTER TABLE engine.user_tasks DROP CONSTRAINT user_tasks_instance_id_fkey;
ALTER TABLE engine.jobs DROP CONSTRAINT jobs_instance_id_fkey;
ALTER TABLE engine.event_subscriptions DROP CONSTRAINT event_subscriptions_instance_id_fkey;

CREATE FUNCTION engine.remove_what_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM engine.variables WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.external_tasks WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.user_tasks WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.jobs WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.event_subscriptions WHERE instance_id = ANY(ARRAY(SELECT id FROM gone));
  RETURN NULL;
END $$;
CREATE TRIGGER instances_removed AFTER DELETE ON engine.instances REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION engine.remove_what_runs();

-- To look up its definition for each timer also locked the row of the definition, which all instances share.
ALTER TABLE engine.jobs DROP CONSTRAINT jobs_definition_id_fkey;
ALTER TABLE engine.event_subscriptions DROP CONSTRAINT event_subscriptions_definition_id_fkey;

CREATE FUNCTION engine.remove_starts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM engine.jobs WHERE definition_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.event_subscriptions WHERE instance_id IS NULL AND definition_id = ANY(ARRAY(SELECT id FROM gone));
  RETURN NULL;
END $$;
CREATE TRIGGER definitions_removed AFTER DELETE ON engine.process_definitions REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION engine.remove_starts();

ALTER TABLE engine.identity_links DROP CONSTRAINT identity_links_task_id_fkey;
ALTER TABLE engine.task_variables DROP CONSTRAINT task_variables_task_id_fkey;
ALTER TABLE engine.user_tasks DROP CONSTRAINT user_tasks_parent_task_id_fkey;
ALTER TABLE engine.history_identity_links DROP CONSTRAINT history_identity_links_task_id_fkey;

-- Parts of a task end with it.
CREATE FUNCTION engine.remove_parts_of_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM engine.identity_links WHERE task_id = ANY(ARRAY(SELECT id FROM gone));
  DELETE FROM engine.task_variables WHERE task_id = ANY(ARRAY(SELECT id FROM gone));
  IF EXISTS (SELECT 1 FROM engine.user_tasks WHERE parent_task_id = ANY(ARRAY(SELECT id FROM gone))) THEN
    DELETE FROM engine.user_tasks WHERE parent_task_id = ANY(ARRAY(SELECT id FROM gone));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER user_tasks_removed AFTER DELETE ON engine.user_tasks REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION engine.remove_parts_of_tasks();

CREATE FUNCTION engine.remove_link_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM engine.history_identity_links WHERE task_id = ANY(ARRAY(SELECT id FROM gone));
  RETURN NULL;
END $$;
CREATE TRIGGER history_tasks_removed AFTER DELETE ON engine.history_tasks REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION engine.remove_link_log();

-- A link is of a user or of a group: the other index need not know it. Subscriptions of instances go with their instance.
DROP INDEX engine.identity_links_group_id_task_id_idx;
DROP INDEX engine.identity_links_user_id_task_id_idx;
CREATE INDEX identity_links_group ON engine.identity_links (group_id, task_id) WHERE group_id IS NOT NULL;
CREATE INDEX identity_links_user ON engine.identity_links (user_id, task_id) WHERE user_id IS NOT NULL;
DROP INDEX engine.event_subscriptions_definition_id_idx;
CREATE INDEX event_subscriptions_starts ON engine.event_subscriptions (definition_id) WHERE instance_id IS NULL;
