import { readFileSync } from 'node:fs';
import { processTree } from '../../support/process-tree.ts';

/** Linux counts a process's time in hundredths of a second. */
const TICK_S = 0.01;

/** CPU seconds of a process and of its children that ended; NaN where there is no /proc. */
export function cpuSecondsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program is in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
    return ((user ?? 0) + (system ?? 0) + (childUser ?? 0) + (childSystem ?? 0)) * TICK_S;
  } catch {
    return NaN;
  }
}

/** CPU seconds of a process with all its living descendants. */
export function cpuSecondsOfTree(root: number): number {
  return processTree(root).reduce((sum, { pid }) => sum + cpuSecondsOf(pid), 0);
}

/** Resident memory of a process in bytes; NaN when it is gone. */
export function residentBytesOf(pid: number): number {
  return processTree(pid).find((process) => process.pid === pid)?.rss ?? NaN;
}
