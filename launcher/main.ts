import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigProblems } from '../schemas/config.ts';
import { HELP, readArguments } from './arguments.ts';
import { loadSettings } from './settings/load-settings.ts';
import { startNjia } from './start-njia.ts';
import type { RunningNjia } from './start-njia.ts';

const ROOT = join(import.meta.dirname, '..');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Stops once, whoever asks first; a second Ctrl-C does not cut the stopping short, as the database would have to recover. */
function stopOnSignals(starting: AbortController, running: Promise<RunningNjia>): void {
  const stop = async (): Promise<void> => {
    if (starting.signal.aborted) return;
    starting.abort(new Error('stopped while starting'));
    say('\nStopping …');
    await running.then((njia) => njia.stop()).catch(() => undefined);
    say('Stopped. Everything is saved; npm start goes on from here.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // `npm start` itself was killed: nobody would be left to stop us.
  process.on('disconnect', () => void stop());
}

async function main(): Promise<void> {
  // The channel to `npm start` tells us of its end; it must not keep us running.
  process.channel?.unref();
  const args = readArguments(process.argv.slice(2));
  if (args.help) return say(HELP);
  const config = loadSettings(ROOT, process.env);
  const logFolder = join(config.DATA_DIR, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const starting = new AbortController();
  const running = startNjia({
    root: ROOT,
    config,
    engineOnly: args.engineOnly,
    log: { say, logFolder },
    signal: starting.signal,
  });
  stopOnSignals(starting, running);
  const njia = await running;
  say(njia.welcome);
}

try {
  await main();
} catch (error) {
  const isPlain = error instanceof ConfigProblems || error instanceof Error;
  process.stderr.write(`\nNjia could not start.\n${isPlain ? error.message : String(error)}\n`);
  process.exit(1);
}
