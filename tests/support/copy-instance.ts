import type pg from 'pg';

/** Copies of one waiting instance with its timer and history: starting as many would take most of the test's time. */
export async function copyInstance(sql: pg.Client, id: string, count: number): Promise<void> {
  const copies = [
    // The state names the instance as its outermost scope.
    [
      'instances',
      {
        id: "'copy-' || n",
        root_id: "'copy-' || n",
        state_text: "replace(t.state_text, t.id, 'copy-' || n)",
      },
      'id',
    ],
    ['history_processes', { id: "'copy-' || n", root_id: "'copy-' || n" }, 'id'],
    ['history_activities', { instance_id: "'copy-' || n", sequence: null }, 'instance_id'],
    ['jobs', { id: "'job-' || n", instance_id: "'copy-' || n" }, 'instance_id'],
  ] as const;
  for (const [table, changed, key] of copies) {
    const { rows } = await sql.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'engine' AND table_name = $1`,
      [table],
    );
    const values: Record<string, string | null> = changed;
    const names = rows.map(({ name }) => name).filter((name) => values[name] !== null);
    await sql.query(
      `INSERT INTO engine.${table} (${names.join(', ')})
       SELECT ${names.map((name) => values[name] ?? `t.${name}`).join(', ')}
         FROM engine.${table} t, generate_series(1, ${count}) n WHERE t.${key} = $1`,
      [id],
    );
  }
}
