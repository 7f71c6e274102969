-- What is counted from the history and somebody asked to forget: it counts from `until` on.
CREATE TABLE engine.forgotten_metrics (
  name text PRIMARY KEY,
  until timestamptz NOT NULL
);
