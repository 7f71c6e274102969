-- The newest of all instances, which people look at first, without reading every one of them.
CREATE INDEX ON engine.history_processes (started_at);
