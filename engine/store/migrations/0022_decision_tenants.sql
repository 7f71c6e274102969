-- Whose a decision is: as of processes, versions of one key are counted for each tenant by itself.
ALTER TABLE engine.decision_definitions ADD COLUMN tenant_id text;
ALTER TABLE engine.decision_requirements ADD COLUMN tenant_id text;
UPDATE engine.decision_definitions d SET tenant_id = x.tenant_id
  FROM engine.deployments x WHERE x.id = d.deployment_id AND x.tenant_id IS NOT NULL;
UPDATE engine.decision_requirements d SET tenant_id = x.tenant_id
  FROM engine.deployments x WHERE x.id = d.deployment_id AND x.tenant_id IS NOT NULL;
ALTER TABLE engine.decision_definitions DROP CONSTRAINT decision_definitions_key_version_key;
ALTER TABLE engine.decision_definitions
  ADD CONSTRAINT decision_definitions_version UNIQUE NULLS NOT DISTINCT (key, version, tenant_id);
ALTER TABLE engine.decision_requirements DROP CONSTRAINT decision_requirements_key_version_key;
ALTER TABLE engine.decision_requirements
  ADD CONSTRAINT decision_requirements_version UNIQUE NULLS NOT DISTINCT (key, version, tenant_id);
