-- The namespace of the DMN file; what was deployed before does not say it until it is deployed again.
ALTER TABLE engine.decision_definitions ADD COLUMN category text;
ALTER TABLE engine.decision_requirements ADD COLUMN category text;
