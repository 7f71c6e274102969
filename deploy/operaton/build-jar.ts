import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { shellOnWindows } from './java-tools.ts';

const HERE = import.meta.dirname;
const JAR = join(HERE, '../../var/operaton/build/njia-operaton.jar');

/**
 * The program of an Operaton node, built with Maven when it is missing or older than its sources.
 *
 * @returns path of the jar
 * @throws Error with Maven's last lines when the build fails.
 */
export async function buildJar(say: (text: string) => void): Promise<string> {
  if ((await builtAt()) > (await newestSource())) return JAR;
  say('Building the Operaton node with Maven (the first time it loads about 60 MB) …');
  const maven = spawn('mvn', ['--batch-mode', '--quiet', '-DskipTests', 'package'], {
    cwd: HERE,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...shellOnWindows(),
  });
  let output = '';
  for (const stream of [maven.stdout, maven.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    maven.on('error', reject);
    maven.on('close', resolve);
  });
  if (code !== 0) {
    throw new Error(
      `Maven could not build deploy/operaton:\n${output.trim().split('\n').slice(-15).join('\n')}`,
    );
  }
  return JAR;
}

async function builtAt(): Promise<number> {
  return stat(JAR).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function newestSource(): Promise<number> {
  const sources = await readdir(join(HERE, 'src'), { recursive: true, withFileTypes: true });
  const files = sources.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const times = await Promise.all([...files, join(HERE, 'pom.xml')].map((file) => stat(file)));
  return Math.max(...times.map(({ mtimeMs }) => mtimeMs));
}
