import pg from 'pg';
import type { PatientClient } from './patient-client.ts';

/** What may be open when all cases have ended or are held: one user task for each held one. */
export async function proveNothingLeft(
  client: PatientClient,
  databaseUrl: string,
  held: number,
): Promise<string[]> {
  const wanted = {
    'process-instance': held,
    task: held,
    'external-task': 0,
    job: 0,
    'event-subscription': 0,
    incident: 0,
  };
  const faults: string[] = [];
  for (const [resource, expected] of Object.entries(wanted)) {
    const { count } = await client.get<{ count: number }>(`/${resource}/count`);
    if (count !== expected) faults.push(`${count} rows of ${resource} are open instead of ${expected}`);
  }
  return [...faults, ...(await findOrphans(databaseUrl))];
}

/** Tables of what runs. */
const RUNNING = ['variables', 'external_tasks', 'user_tasks', 'jobs', 'event_subscriptions', 'incidents'];

const ofNoInstance = (
  table: string,
): string => `SELECT 1 FROM engine.${table} t WHERE t.instance_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM engine.instances i WHERE i.id = t.instance_id)`;

/** Rows that belong to an instance, task or activity that is over. */
const ORPHANS = {
  ...Object.fromEntries(RUNNING.map((table) => [`${table} of instances that are gone`, ofNoInstance(table)])),
  'links of tasks that are gone': `SELECT 1 FROM engine.identity_links l
    WHERE NOT EXISTS (SELECT 1 FROM engine.user_tasks t WHERE t.id = l.task_id)`,
  'called instances whose caller is gone': `SELECT 1 FROM engine.instances i WHERE super_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM engine.instances s WHERE s.id = i.super_id)`,
  'variables of scopes that ended': `SELECT 1 FROM engine.variables v WHERE v.scope_id <> v.instance_id
    AND NOT EXISTS (SELECT 1 FROM engine.history_activities a WHERE a.instance_id = v.instance_id AND a.ended_at IS NULL)`,
  'user tasks whose activity ended': `SELECT 1 FROM engine.user_tasks t JOIN engine.history_activities a
    ON a.instance_id = t.instance_id AND a.execution_id = t.execution_id WHERE a.ended_at IS NOT NULL`,
  'open tasks in history that nobody can do': `SELECT 1 FROM engine.history_tasks h WHERE h.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM engine.user_tasks t WHERE t.id = h.id)`,
  'running instances that history calls ended': `SELECT 1 FROM engine.instances i JOIN engine.history_processes h
    ON h.id = i.id WHERE h.ended_at IS NOT NULL`,
  'instances history calls running that are gone': `SELECT 1 FROM engine.history_processes h WHERE h.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM engine.instances i WHERE i.id = h.id)`,
};

async function findOrphans(databaseUrl: string): Promise<string[]> {
  const sql = new pg.Client({ connectionString: databaseUrl });
  await sql.connect();
  try {
    const faults: string[] = [];
    for (const [what, query] of Object.entries(ORPHANS)) {
      const { rowCount } = await sql.query(query);
      if (rowCount !== 0) faults.push(`${rowCount} ${what}`);
    }
    return faults;
  } finally {
    await sql.end();
  }
}
