import { waitFor } from './wait-for.ts';

/** The engine's answer to a GET, waited for while the engine is coming up again. */
export function askEngine<Answer>(engineUrl: string, path: string): Promise<Answer> {
  return waitFor(`the engine's answer to ${path}`, async () => {
    try {
      const response = await fetch(`${engineUrl}${path}`);
      return response.ok ? ((await response.json()) as Answer) : undefined;
    } catch {
      return undefined;
    }
  });
}
