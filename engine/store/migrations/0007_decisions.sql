-- Decisions of deployed DMN files; each deployment of a key makes a version.
CREATE TABLE engine.decision_requirements (
  id text PRIMARY KEY,
  key text NOT NULL,
  version integer NOT NULL,
  name text,
  resource_name text NOT NULL,
  deployment_id text NOT NULL REFERENCES engine.deployments ON DELETE CASCADE,
  UNIQUE (key, version)
);
CREATE INDEX ON engine.decision_requirements (deployment_id);

CREATE TABLE engine.decision_definitions (
  id text PRIMARY KEY,
  key text NOT NULL,
  version integer NOT NULL,
  name text,
  version_tag text,
  resource_name text NOT NULL,
  deployment_id text NOT NULL REFERENCES engine.deployments ON DELETE CASCADE,
  history_ttl_days integer,
  -- The file, when it has more than one decision.
  requirements_id text REFERENCES engine.decision_requirements ON DELETE SET NULL,
  UNIQUE (key, version)
);
CREATE INDEX ON engine.decision_definitions (deployment_id);

-- Evaluations within an instance; they go with its history.
CREATE TABLE engine.history_decisions (
  id text PRIMARY KEY,
  instance_id text NOT NULL REFERENCES engine.history_processes ON DELETE CASCADE,
  execution_id text NOT NULL,
  activity_id text NOT NULL,
  decision_id text NOT NULL,
  decision_key text NOT NULL,
  decision_name text,
  requirements_id text,
  inputs jsonb NOT NULL,
  outputs jsonb NOT NULL,
  evaluated_at timestamptz NOT NULL
);
CREATE INDEX ON engine.history_decisions (instance_id);
CREATE INDEX ON engine.history_decisions (decision_id);
