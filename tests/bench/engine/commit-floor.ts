import pg from 'pg';

const CONNECTIONS = 16;

/**
 * Commits per second this PostgreSQL does on this machine at most: 16 connections, each writes one row and commits, again
 * and again. No engine that commits each step can be faster than this without putting steps together.
 */
export async function commitsPerSecond(databaseUrl: string, measureMs: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
  try {
    await pool.query(
      'CREATE TABLE IF NOT EXISTS public.bench_commits (id bigserial, at timestamptz DEFAULT now())',
    );
    let commits = 0;
    const deadline = performance.now() + measureMs;
    const loop = async () => {
      const connection = await pool.connect();
      while (performance.now() < deadline) {
        // One message, one round trip: BEGIN and COMMIT are in it as far as PostgreSQL is concerned.
        await connection.query('INSERT INTO public.bench_commits DEFAULT VALUES');
        commits += 1;
      }
      connection.release();
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, loop));
    return commits / (measureMs / 1_000);
  } finally {
    await pool.end();
  }
}
