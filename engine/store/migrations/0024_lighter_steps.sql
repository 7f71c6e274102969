-- Who completed which external task is in history_external_task_log.
DROP TABLE engine.completed_external_tasks;

-- Rows that are changed as long as they live keep room beside them, so that their indexes need not be written again.
ALTER TABLE engine.instances SET (fillfactor = 50);
ALTER TABLE engine.external_tasks SET (fillfactor = 70);
ALTER TABLE engine.history_activities SET (fillfactor = 85);
ALTER TABLE engine.history_tasks SET (fillfactor = 85);
