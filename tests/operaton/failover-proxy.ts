import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** One address before several nodes, as a load balancer gives it. */
export interface FailoverProxy {
  /** Base address of the engine, ending in `/engine-rest`. */
  url: string;
  stop: () => Promise<void>;
}

/** Hands each new connection to the next node that takes it; a connection whose node dies is cut. */
export async function startFailoverProxy(ports: number[]): Promise<FailoverProxy> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    turn += 1;
    const order = ports.map((_, index) => ports[(index + turn) % ports.length] ?? 0);
    joinToFirst(client, order);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/engine-rest`,
    stop: () => closed(server, open),
  };
}

function joinToFirst(client: Socket, [port, ...others]: number[]): void {
  if (port === undefined) {
    client.destroy();
    return;
  }
  const node = connect(port, '127.0.0.1');
  let isConnected = false;
  node.once('connect', () => {
    isConnected = true;
    client.pipe(node).pipe(client);
  });
  node.on('error', () => {
    if (isConnected) client.destroy();
    else joinToFirst(client, others);
  });
  client.on('close', () => node.destroy());
}

function closed(server: Server, open: Set<Socket>): Promise<void> {
  for (const socket of open) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
