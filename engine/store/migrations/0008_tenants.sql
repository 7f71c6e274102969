-- Whose a deployment and its definitions are; versions of one key are counted for each tenant by itself. Everything else
-- belongs to the tenant of its definition.
ALTER TABLE engine.deployments ADD COLUMN tenant_id text;
ALTER TABLE engine.process_definitions ADD COLUMN tenant_id text;
ALTER TABLE engine.process_definitions DROP CONSTRAINT process_definitions_key_version_key;
ALTER TABLE engine.process_definitions
  ADD CONSTRAINT process_definitions_version UNIQUE NULLS NOT DISTINCT (key, version, tenant_id);
