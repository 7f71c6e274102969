import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startOperaton } from '../../deploy/operaton/start-operaton.ts';
import { freePort } from '../support/free-port.ts';
import { startFailoverProxy } from './failover-proxy.ts';

/** Two Operaton nodes as one engine. */
export interface OperatonCluster {
  /** Address before both nodes, ending in `/engine-rest`. */
  engineUrl: string;
  /** Process ids of the nodes, to kill one. */
  pids: number[];
}

declare module 'vitest' {
  interface ProvidedContext {
    operaton?: OperatonCluster;
  }
}

/** Starts two nodes on one PostgreSQL, once for all files of `npm run test:operaton`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const base = join(import.meta.dirname, '../../var');
  mkdirSync(base, { recursive: true });
  const dataFolder = mkdtempSync(join(base, 'test-operaton-'));
  const ports = [await freePort(), await freePort()];
  const operaton = await startOperaton({
    dataFolder,
    host: '127.0.0.1',
    ports,
    postgres: { port: await freePort(), password: 'test' },
    enforceTtl: true,
    say: (text) => void process.stdout.write(`${text}\n`),
  });
  const proxy = await startFailoverProxy(ports);
  project.provide('operaton', {
    engineUrl: proxy.url,
    pids: operaton.nodes.map(({ pid }) => pid),
  });
  return async () => {
    await proxy.stop();
    await operaton.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
