import { execFileSync } from 'node:child_process';

/** One process of a tree. */
export interface ProcessInfo {
  pid: number;
  parent: number;
  /** Resident memory in bytes. */
  rss: number;
  command: string;
}

/** All living descendants of `root`, itself included. */
export function processTree(root: number): ProcessInfo[] {
  const all = listProcesses();
  const members = new Set([root]);
  for (let grown = true; grown;) {
    const before = members.size;
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid);
    grown = members.size > before;
  }
  return all.filter(({ pid }) => members.has(pid));
}

function listProcesses(): ProcessInfo[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = '', parent = '', rss = '', ...command] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), rss: Number(rss) * 1024, command: command.join(' ') };
  });
}
