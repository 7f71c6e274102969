-- Whether someone was asked to do a task for its owner: PENDING until it is resolved, then RESOLVED.
ALTER TABLE engine.user_tasks ADD COLUMN delegation_state text;
