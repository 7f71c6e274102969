-- Files and links that people put beside tasks; kept as long as the record of the task.
CREATE TABLE engine.attachments (
  id text PRIMARY KEY,
  task_id text NOT NULL REFERENCES engine.history_tasks ON DELETE CASCADE,
  root_instance_id text,
  name text,
  description text,
  type text,
  -- Where the content is, when it is not here.
  url text,
  -- In engine.contents.
  content_id text,
  created_at timestamptz NOT NULL
);
CREATE INDEX ON engine.attachments (task_id);

-- People open incidents, too, and name what is stuck only where they like.
ALTER TABLE engine.incidents ALTER COLUMN configuration DROP NOT NULL;
ALTER TABLE engine.history_incidents ALTER COLUMN configuration DROP NOT NULL;
