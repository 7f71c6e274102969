-- How often something happened that leaves no trace in the history, as each engine process counts it and writes it down now and then.
CREATE TABLE engine.meter_log (
  name text NOT NULL,
  reporter text NOT NULL,
  at timestamptz NOT NULL,
  value bigint NOT NULL
);
CREATE INDEX ON engine.meter_log (name, at);
