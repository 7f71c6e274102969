-- The durable facts of the process engine. Ids are text: callers may ask for any id, and an odd one is simply not found.

CREATE TABLE engine.deployments (
  id text PRIMARY KEY,
  name text,
  source text,
  deployed_at timestamptz NOT NULL
);
CREATE INDEX ON engine.deployments (name, deployed_at DESC);

CREATE TABLE engine.resources (
  id text PRIMARY KEY,
  deployment_id text NOT NULL REFERENCES engine.deployments ON DELETE CASCADE,
  name text NOT NULL,
  bytes bytea NOT NULL,
  UNIQUE (deployment_id, name)
);

CREATE TABLE engine.process_definitions (
  id text PRIMARY KEY,
  key text NOT NULL,
  version integer NOT NULL,
  name text,
  version_tag text,
  resource_name text NOT NULL,
  deployment_id text NOT NULL REFERENCES engine.deployments ON DELETE CASCADE,
  executor text NOT NULL,
  history_ttl_days integer,
  startable_in_tasklist boolean NOT NULL,
  suspended boolean NOT NULL DEFAULT false,
  UNIQUE (key, version)
);
CREATE INDEX ON engine.process_definitions (deployment_id);

-- A row is a running instance; when it ends the row goes and history_processes keeps the record.
CREATE TABLE engine.instances (
  id text PRIMARY KEY,
  definition_id text NOT NULL REFERENCES engine.process_definitions,
  business_key text,
  root_id text NOT NULL,
  super_id text,
  super_execution_id text,
  depth integer NOT NULL,
  revision integer NOT NULL,
  state bytea NOT NULL,
  state_format text NOT NULL,
  suspended boolean NOT NULL DEFAULT false,
  started_at timestamptz NOT NULL
);
CREATE INDEX ON engine.instances (definition_id);
CREATE INDEX ON engine.instances (business_key);
CREATE INDEX ON engine.instances (root_id);
CREATE INDEX ON engine.instances (super_id, super_execution_id);

-- scope_id is the instance id for process variables, else the id of the scope the executor opened.
CREATE TABLE engine.variables (
  id text PRIMARY KEY,
  instance_id text NOT NULL REFERENCES engine.instances ON DELETE CASCADE,
  scope_id text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  value jsonb,
  value_info jsonb,
  UNIQUE (instance_id, scope_id, name)
);

-- Bytes of file variables; a File variable's value is the id here. Kept as long as the history of its root instance.
CREATE TABLE engine.contents (
  id text PRIMARY KEY,
  root_instance_id text NOT NULL,
  bytes bytea NOT NULL
);
CREATE INDEX ON engine.contents (root_instance_id);

CREATE TABLE engine.external_tasks (
  id text PRIMARY KEY,
  instance_id text NOT NULL REFERENCES engine.instances ON DELETE CASCADE,
  execution_id text NOT NULL,
  activity_id text NOT NULL,
  scope_path text[] NOT NULL,
  topic text NOT NULL,
  priority bigint NOT NULL,
  worker_id text,
  lock_expires_at timestamptz,
  retries integer,
  error_message text,
  error_details text,
  extension_properties jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (instance_id, execution_id)
);
CREATE INDEX external_tasks_fetch ON engine.external_tasks (topic, priority DESC, created_at);

-- Who completed which task, so that a repeated report of the same worker is a success; swept after a day.
CREATE TABLE engine.completed_external_tasks (
  id text PRIMARY KEY,
  worker_id text NOT NULL,
  completed_at timestamptz NOT NULL
);
CREATE INDEX ON engine.completed_external_tasks (completed_at);

CREATE TABLE engine.user_tasks (
  id text PRIMARY KEY,
  instance_id text NOT NULL REFERENCES engine.instances ON DELETE CASCADE,
  execution_id text NOT NULL,
  activity_id text NOT NULL,
  scope_path text[] NOT NULL,
  name text,
  description text,
  assignee text,
  owner text,
  priority integer NOT NULL,
  due_at timestamptz,
  follow_up_at timestamptz,
  form_key text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz,
  UNIQUE (instance_id, execution_id)
);
CREATE INDEX ON engine.user_tasks (created_at);
CREATE INDEX ON engine.user_tasks (assignee);

CREATE TABLE engine.identity_links (
  task_id text NOT NULL REFERENCES engine.user_tasks ON DELETE CASCADE,
  type text NOT NULL,
  user_id text,
  group_id text,
  UNIQUE NULLS NOT DISTINCT (task_id, type, user_id, group_id)
);
CREATE INDEX ON engine.identity_links (group_id, task_id);
CREATE INDEX ON engine.identity_links (user_id, task_id);

-- Timers. instance_id is null for the timer that starts instances of a definition.
CREATE TABLE engine.jobs (
  id text PRIMARY KEY,
  instance_id text REFERENCES engine.instances ON DELETE CASCADE,
  definition_id text NOT NULL REFERENCES engine.process_definitions ON DELETE CASCADE,
  execution_id text,
  activity_id text NOT NULL,
  due_at timestamptz,
  cycle_expression text,
  cycle_remaining integer,
  retries integer NOT NULL,
  exception_message text,
  lock_owner text,
  lock_expires_at timestamptz,
  suspended boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  UNIQUE (instance_id, execution_id)
);
CREATE INDEX jobs_due ON engine.jobs (due_at) WHERE retries > 0 AND NOT suspended;
CREATE INDEX ON engine.jobs (definition_id);

-- instance_id is null for the message or signal that starts instances of a definition's latest version.
CREATE TABLE engine.event_subscriptions (
  id text PRIMARY KEY,
  instance_id text REFERENCES engine.instances ON DELETE CASCADE,
  definition_id text NOT NULL REFERENCES engine.process_definitions ON DELETE CASCADE,
  execution_id text,
  activity_id text NOT NULL,
  scope_path text[] NOT NULL,
  event_type text NOT NULL,
  event_name text NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (instance_id, execution_id)
);
CREATE INDEX ON engine.event_subscriptions (event_type, event_name);
CREATE INDEX ON engine.event_subscriptions (definition_id);

CREATE TABLE engine.incidents (
  id text PRIMARY KEY,
  instance_id text REFERENCES engine.instances ON DELETE CASCADE,
  definition_id text NOT NULL REFERENCES engine.process_definitions ON DELETE CASCADE,
  execution_id text,
  activity_id text NOT NULL,
  type text NOT NULL,
  configuration text NOT NULL,
  message text,
  annotation text,
  created_at timestamptz NOT NULL
);
CREATE INDEX ON engine.incidents (instance_id);
CREATE INDEX ON engine.incidents (configuration);

CREATE TABLE engine.history_processes (
  id text PRIMARY KEY,
  definition_id text NOT NULL,
  definition_key text NOT NULL,
  business_key text,
  root_id text NOT NULL,
  super_id text,
  start_activity_id text,
  state text NOT NULL,
  delete_reason text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX ON engine.history_processes (business_key);
CREATE INDEX ON engine.history_processes (definition_id, ended_at);
CREATE INDEX ON engine.history_processes (root_id);

CREATE TABLE engine.history_activities (
  instance_id text NOT NULL REFERENCES engine.history_processes ON DELETE CASCADE,
  execution_id text NOT NULL,
  parent_execution_id text,
  activity_id text NOT NULL,
  activity_name text,
  activity_type text NOT NULL,
  task_id text,
  called_instance_id text,
  canceled boolean NOT NULL DEFAULT false,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- Order of activities that started within one millisecond.
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (instance_id, execution_id)
);
CREATE INDEX ON engine.history_activities (activity_id);

CREATE TABLE engine.history_tasks (
  id text PRIMARY KEY,
  instance_id text NOT NULL REFERENCES engine.history_processes ON DELETE CASCADE,
  execution_id text NOT NULL,
  activity_id text NOT NULL,
  name text,
  description text,
  assignee text,
  owner text,
  priority integer NOT NULL,
  due_at timestamptz,
  follow_up_at timestamptz,
  delete_reason text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX ON engine.history_tasks (instance_id);

CREATE TABLE engine.history_variables (
  id text PRIMARY KEY,
  instance_id text NOT NULL REFERENCES engine.history_processes ON DELETE CASCADE,
  scope_id text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  value jsonb,
  value_info jsonb,
  state text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (instance_id, scope_id, name)
);

CREATE TABLE engine.history_incidents (
  id text PRIMARY KEY,
  instance_id text REFERENCES engine.history_processes ON DELETE CASCADE,
  definition_id text NOT NULL,
  execution_id text,
  activity_id text NOT NULL,
  type text NOT NULL,
  configuration text NOT NULL,
  message text,
  annotation text,
  state text NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX ON engine.history_incidents (instance_id);

CREATE TABLE engine.history_external_task_log (
  id text PRIMARY KEY,
  external_task_id text NOT NULL,
  instance_id text NOT NULL REFERENCES engine.history_processes ON DELETE CASCADE,
  execution_id text NOT NULL,
  activity_id text NOT NULL,
  topic text NOT NULL,
  priority bigint NOT NULL,
  event text NOT NULL,
  worker_id text,
  retries integer,
  error_message text,
  error_details text,
  at timestamptz NOT NULL
);
CREATE INDEX ON engine.history_external_task_log (instance_id);
CREATE INDEX ON engine.history_external_task_log (external_task_id);
