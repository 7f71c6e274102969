import { processTree } from './process-tree.ts';
import { waitFor } from './wait-for.ts';

/** The entry module by which each part is known in the process list. */
const ENTRIES = {
  engine: 'engine/main.ts',
  directus: 'launcher/directus/main.ts',
  workers: 'plugins/workers/main.ts',
  'n8n-runner': 'plugins/n8n-runner/main.ts',
  portal: 'portal/main.ts',
} as const;

/** A part that runs as an own process. */
export type PartName = keyof typeof ENTRIES;

/** Kills one part with -9, as a power cut or the kernel would; the launcher starts it again. Waits for a part that is just coming up. */
export async function killPart(launcherPid: number, part: PartName): Promise<void> {
  process.kill(await pidOf(launcherPid, part), 'SIGKILL');
}

/** Freezes one part: it keeps its connections and answers nothing. Kill it to get it back. */
export async function pausePart(launcherPid: number, part: PartName): Promise<void> {
  process.kill(await pidOf(launcherPid, part), 'SIGSTOP');
}

function pidOf(launcherPid: number, part: PartName): Promise<number> {
  return waitFor(`the process of ${part}`, () =>
    Promise.resolve(processTree(launcherPid).find(({ command }) => command.includes(ENTRIES[part]))?.pid),
  );
}
