import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which systems take ports for outgoing connections and for servers that ask for any port. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/**
 * A TCP port on the loopback that nobody listens on. Chosen at random where nothing else is given ports, so that test runs
 * beside this one do not take it before it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
