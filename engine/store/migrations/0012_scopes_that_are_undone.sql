-- A scope that completed and is back so that it can be undone: it stands in the tree of activities, but is in the history already.
ALTER TABLE engine.history_activities ADD COLUMN is_undone boolean;
