import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { whatIsMissing } from '../../deploy/operaton/java-tools.ts';
import { startOperaton } from '../../deploy/operaton/start-operaton.ts';
import { freePort } from '../support/free-port.ts';
import { Recorder } from './recorder.ts';
import { SCRIPTS } from './scripts.ts';

/** `npm run record`: plays the fixed calls on a real Operaton and keeps its answers as fixtures. */
const FIXTURES = join(import.meta.dirname, '../fixtures/operaton-replies');

async function record(): Promise<void> {
  const base = join(import.meta.dirname, '../../var');
  mkdirSync(base, { recursive: true });
  const dataFolder = mkdtempSync(join(base, 'record-operaton-'));
  const operaton = await startOperaton({
    dataFolder,
    host: '127.0.0.1',
    ports: [await freePort()],
    postgres: { port: await freePort(), password: 'test' },
    enforceTtl: false,
    runsJobs: false,
    say,
  });
  try {
    for (const [name, play] of Object.entries(SCRIPTS)) {
      const recorder = new Recorder(operaton.nodes[0]?.url ?? '');
      await play(recorder);
      const text = await format(JSON.stringify(recorder.replies), { parser: 'json', printWidth: 120 });
      writeFileSync(join(FIXTURES, `${name}.json`), text);
      say(`${name}: ${recorder.replies.length} answers`);
    }
  } finally {
    await operaton.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const missing = whatIsMissing();
if (missing === null) {
  await record();
  // Ends here: the hook of the embedded PostgreSQL throws when a process ends by itself.
  process.exit(0);
} else {
  say(`${missing}\nskipped`);
}
