/** Without a live connection the list is asked for this often. */
const POLL_MS = 3_000;
/** With one, only to make up for what a broken connection may have swallowed. */
const SAFETY_POLL_MS = 30_000;
const RECONNECT_MS = 10_000;
/** Several changes in a row make one reload. */
const SETTLE_MS = 120;

/**
 * Calls `onChange` soon after any task the person may see changed: live over Directus' WebSocket, by asking again every few
 * seconds where that is switched off or blocked. Returns how to stop.
 */
export function watchTasks(onChange: () => void): () => void {
  let socket: WebSocket | null = null;
  let isStopped = false;
  let lastCall = Date.now();
  let settling: number | undefined;
  let reconnecting: number | undefined;

  const call = (): void => {
    window.clearTimeout(settling);
    settling = window.setTimeout(() => {
      lastCall = Date.now();
      onChange();
    }, SETTLE_MS);
  };
  const connect = (): void => {
    if (isStopped) return;
    socket = new WebSocket(websocketUrl(window.location));
    socket.addEventListener('open', () => {
      socket?.send(
        JSON.stringify({ type: 'subscribe', collection: 'tasks', query: { fields: ['id'], limit: 1 } }),
      );
    });
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as { type: string; event?: string };
      if (message.type === 'ping') socket?.send(JSON.stringify({ type: 'pong' }));
      if (message.type === 'subscription' && message.event !== 'init') call();
    });
    socket.addEventListener('close', () => {
      socket = null;
      if (!isStopped) reconnecting = window.setTimeout(connect, RECONNECT_MS);
    });
  };
  const poll = window.setInterval(() => {
    const every = socket?.readyState === WebSocket.OPEN ? SAFETY_POLL_MS : POLL_MS;
    if (!document.hidden && Date.now() - lastCall >= every) call();
  }, POLL_MS);
  const onVisible = (): void => {
    if (!document.hidden) call();
  };
  document.addEventListener('visibilitychange', onVisible);
  connect();
  return () => {
    isStopped = true;
    window.clearInterval(poll);
    window.clearTimeout(settling);
    window.clearTimeout(reconnecting);
    document.removeEventListener('visibilitychange', onVisible);
    socket?.close();
  };
}

/** Directus may live below a path: everything before `/admin` is its root. */
function websocketUrl({ protocol, host, pathname }: Location): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${pathname.split('/admin')[0] ?? ''}/websocket`;
}
