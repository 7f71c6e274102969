-- Who was linked to a task, and who was not any more; engine.identity_links keeps those of open tasks only.
CREATE TABLE engine.history_identity_links (
  id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  task_id text NOT NULL REFERENCES engine.history_tasks ON DELETE CASCADE,
  type text NOT NULL,
  user_id text,
  group_id text,
  -- Camunda's words: add or delete.
  operation text NOT NULL,
  -- Who did it, where callers have to say who they are.
  assigner_id text,
  at timestamptz NOT NULL,
  -- Order of what happened at one moment.
  sequence bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX ON engine.history_identity_links (task_id);

-- Of tasks there are already, what is known.
INSERT INTO engine.history_identity_links (task_id, type, user_id, group_id, operation, at)
  SELECT l.task_id, l.type, l.user_id, l.group_id, 'add', t.created_at
    FROM engine.identity_links l JOIN engine.user_tasks t ON t.id = l.task_id ORDER BY t.created_at;
INSERT INTO engine.history_identity_links (task_id, type, user_id, operation, at)
  SELECT id, 'assignee', assignee, 'add', started_at FROM engine.history_tasks WHERE assignee IS NOT NULL
  UNION ALL
  SELECT id, 'owner', owner, 'add', started_at FROM engine.history_tasks WHERE owner IS NOT NULL;

-- Who started an instance, where callers have to say who they are.
ALTER TABLE engine.history_processes ADD COLUMN start_user_id text;
