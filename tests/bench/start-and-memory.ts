import { makePlace, startNjia } from '../support/running-njia.ts';
import type { NjiaPlace } from '../support/running-njia.ts';
import { processTree } from '../support/process-tree.ts';

/** One row of the bench's table. */
export interface BenchRow {
  measure: string;
  value: string;
  target: string;
}

/** Time from command to ready, first and second start, and resident memory of all processes when idle. */
export async function benchStartAndMemory(): Promise<BenchRow[]> {
  const place = await makePlace();
  try {
    const first = await startOnce(place);
    const second = await startOnce(place);
    return [
      {
        measure: 'first start (empty data folder, demo data)',
        value: seconds(first.readyAfterMs),
        target: '',
      },
      { measure: 'start to ready (data exists)', value: seconds(second.readyAfterMs), target: '< 20 s' },
      { measure: 'resident memory of all processes', value: megabytes(second.rss), target: '< 1600 MB' },
      ...second.parts.map(([name, rss]) => ({ measure: `  ${name}`, value: megabytes(rss), target: '' })),
      { measure: 'stop', value: seconds(second.stoppedAfterMs), target: '' },
    ];
  } finally {
    place.remove();
  }
}

interface Measured {
  readyAfterMs: number;
  stoppedAfterMs: number;
  rss: number;
  parts: [string, number][];
}

/** Memory right after start still holds what start-up left behind; some seconds later it is what an idle office has. */
const SETTLE_MS = 15_000;

async function startOnce(place: NjiaPlace): Promise<Measured> {
  const njia = await startNjia(place);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const processes = processTree(njia.pid);
  const parts = new Map<string, number>();
  for (const { command, rss } of processes) {
    const name = partOf(command);
    parts.set(name, (parts.get(name) ?? 0) + rss);
  }
  const stopping = performance.now();
  await njia.stop();
  return {
    readyAfterMs: njia.readyAfterMs,
    stoppedAfterMs: performance.now() - stopping,
    rss: processes.reduce((sum, process) => sum + process.rss, 0),
    parts: [...parts].sort((one, other) => other[1] - one[1]),
  };
}

function partOf(command: string): string {
  if (command.includes('postgres')) return 'PostgreSQL';
  // Every part's command line also names a file of the launcher that ends it with its parent.
  const entry = /(engine|launcher\/directus|plugins\/workers|plugins\/n8n-runner|portal|launcher)\/main\.ts/;
  return entry.exec(command)?.[1] ?? command;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
