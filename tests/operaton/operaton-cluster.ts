import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startOperaton } from '../../deploy/operaton/start-operaton.ts';
import { freePort } from '../support/free-port.ts';
import { startFailoverProxy } from './failover-proxy.ts';
import type { OperatonCluster } from './provide-cluster.ts';

/** Starts two nodes on one PostgreSQL of their own, with one address before them. */
export async function startCluster(
  say: (text: string) => void,
): Promise<{ cluster: OperatonCluster; stop: () => Promise<void> }> {
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
    say,
  });
  const proxy = await startFailoverProxy(ports);
  return {
    cluster: { engineUrl: proxy.url, pids: operaton.nodes.map(({ pid }) => pid) },
    stop: async () => {
      await proxy.stop();
      await operaton.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
