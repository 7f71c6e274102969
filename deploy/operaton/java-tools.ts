import { spawnSync } from 'node:child_process';

/** Oldest Java that Operaton runs on. */
const OLDEST_JAVA = 17;

/** Why Operaton cannot be built or run here, in a sentence for people; null when it can. */
export function whatIsMissing(): string | null {
  const java = javaVersion();
  if (java === null)
    return `Operaton needs a JDK ${OLDEST_JAVA} or newer, and there is no javac on the PATH.`;
  if (java < OLDEST_JAVA)
    return `Operaton needs a JDK ${OLDEST_JAVA} or newer; javac on the PATH is of Java ${java}.`;
  if (spawnSync('mvn', ['--version'], shellOnWindows()).status !== 0) {
    return 'Operaton is built with Maven, and there is no mvn on the PATH.';
  }
  return null;
}

/** Maven is a batch file on Windows, which only a shell runs. */
export function shellOnWindows(): { shell: boolean } {
  return { shell: process.platform === 'win32' };
}

function javaVersion(): number | null {
  const { status, stdout } = spawnSync('javac', ['-version'], { encoding: 'utf8' });
  const major = /javac (\d+)/.exec(stdout ?? '')?.[1];
  return status === 0 && major !== undefined ? Number(major) : null;
}
