import { freePort } from '../support/free-port.ts';
import { spawnEngine } from '../support/engine-server.ts';
import type { EngineProcess } from '../support/engine-server.ts';

/** Two engine processes on one database, at addresses that stay when a process is replaced. */
export interface EnginePair {
  urls: string[];
  /** Ends a process, with or without warning, and starts another one at its address after a pause. */
  replace: (index: number, how: 'kill' | 'stop', pauseMs: number) => Promise<void>;
  /** @throws Error when one of them does not end properly. */
  stop: () => Promise<void>;
}

/** Starts both at once: on an empty database their migrations meet. */
export async function startEnginePair(
  databaseUrl: string,
  executor: 'token-core' | 'bpmn-engine' = 'token-core',
): Promise<EnginePair> {
  const ports = [await freePort(), await freePort()];
  const start = (port: number) => spawnEngine({ databaseUrl, executor, port });
  const engines: (EngineProcess | undefined)[] = await Promise.all(ports.map(start));
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}/engine-rest`),
    replace: async (index, how, pauseMs) => {
      const engine = engines[index];
      engines[index] = undefined;
      await engine?.[how]();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      engines[index] = await start(ports[index] ?? 0);
    },
    stop: async () => {
      const ends = await Promise.allSettled(engines.flatMap((engine) => engine?.stop() ?? []));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
  };
}
