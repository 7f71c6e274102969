-- The target namespace of the file a definition came from, which Camunda calls its category; null where it was not read.
ALTER TABLE engine.process_definitions ADD COLUMN category text;
