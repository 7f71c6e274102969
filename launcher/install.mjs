// Installs the packages of the project and of the message runner (its own package: n8n pins zod 3) when they are missing or changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = [
  { folder: '.', label: 'Njia, Directus and the engine', flags: [] },
  // n8n's optional native parts are not used, so their build scripts need not run.
  { folder: 'plugins/n8n-runner', label: 'the message workflows (n8n)', flags: ['--ignore-scripts'] },
];

/** Makes sure that both packages are installed as their lock files say; prints what it does and how long it takes. */
export async function ensureInstalled(root) {
  for (const entry of PACKAGES) {
    const folder = join(root, entry.folder);
    const marker = join(folder, 'node_modules', '.njia-installed');
    const wanted = fingerprint(folder);
    if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) continue;
    await install(folder, entry);
    writeFileSync(marker, wanted);
  }
}

function fingerprint(folder) {
  return createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
}

function install(folder, { label, flags }) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  process.stdout.write(`Installing ${label} from npm; the first time this takes one to five minutes …\n`);
  // `ci` would first empty a folder that only needs a few changes.
  const command = existsSync(join(folder, 'node_modules')) ? 'install' : 'ci';
  const args = [command, '--no-audit', '--no-fund', '--loglevel=error', ...flags];
  const child = spawn('npm', args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ticking = setInterval(() => process.stdout.write(`  … still installing (${seconds()} s)\n`), 15_000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(ticking);
      if (code !== 0) {
        process.stderr.write(
          `${output}\nnpm ${command} failed in ${folder} (exit code ${code}). Is the network up? Run the command again.\n`,
        );
        process.exit(1);
      }
      process.stdout.write(`  installed in ${seconds()} s\n`);
      resolve();
    });
  });
}
