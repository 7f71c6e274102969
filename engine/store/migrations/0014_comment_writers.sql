-- Who wrote a comment, where callers have to say who they are.
ALTER TABLE engine.comments ADD COLUMN user_id text;
