// Runs one TypeScript entry of this project: installs what is missing, then hands over to the Node 24 that npm brought.
// Plain JavaScript, because the machine's own Node (>= 20) starts it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [entry, ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(`Njia needs Node 20 or newer to install itself; this is ${process.version}.\n`);
  process.exit(1);
}
await ensureInstalled(root);

const npmNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
// The launcher gets a process group of its own: Ctrl-C in a terminal then reaches only this process, which passes it on, and the
// database is not ended before the parts that still need it.
const isLauncher = entry === 'launcher/main.ts';
const child = spawn(existsSync(npmNode) ? npmNode : process.execPath, [join(root, entry), ...args], {
  stdio: ['inherit', 'inherit', 'inherit', ...(isLauncher ? ['ipc'] : [])],
  detached: isLauncher,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    const hasReachedChild = signal === 'SIGINT' && !isLauncher && process.stdin.isTTY;
    if (!hasReachedChild) child.kill(signal);
  });
}
// Whoever kills npm means what it runs; killed with -9 it cannot pass that on, and neither can the shell between.
const npm = process.env['npm_lifecycle_event'] === undefined ? undefined : parentOf(process.ppid);
const watch = setInterval(() => {
  if (npm === undefined || isAlive(npm)) return;
  clearInterval(watch);
  child.kill('SIGTERM');
}, 500);
watch.unref();
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 1);
});

function parentOf(pid) {
  const { status, stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, but belongs to somebody else.
    return error.code === 'EPERM';
  }
}
