import { createServer } from 'node:net';

/** A port some part will listen on and the setting that moves it. */
export interface WantedPort {
  port: number;
  host: string;
  setting: string;
  part: string;
}

/**
 * Makes sure that every wanted port is free before anything starts.
 *
 * @throws Error naming each port in use and the setting that changes it.
 */
export async function checkPorts(wanted: WantedPort[]): Promise<void> {
  const taken: string[] = [];
  for (const entry of wanted) {
    if (!(await isFree(entry))) {
      taken.push(
        `Port ${entry.port} is in use, and ${entry.part} needs it. Stop the program that holds it, or set ${entry.setting} to another port (in .env or the environment).`,
      );
    }
  }
  if (taken.length > 0) throw new Error(taken.join('\n'));
}

function isFree({ port, host }: WantedPort): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
