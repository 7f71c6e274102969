import type { DirectusContext, Row } from './directus/context.ts';
import { openCase } from './cases/open-case.ts';
import { registerGuard } from './guard/register-guard.ts';
import type { RegisterFilter } from './guard/register-guard.ts';
import type { BackgroundWork } from './background/background-work.ts';
import type { ExtensionSettings } from './settings.ts';

/** Directus' ways to be called. */
export interface HookRegistry {
  filter: RegisterFilter;
  action: (event: string, handler: () => void) => void;
}

/** Hangs the guard, the opening of cases and the background work into Directus. */
export function registerHooks(
  { filter, action }: HookRegistry,
  directus: DirectusContext,
  settings: ExtensionSettings,
  background: BackgroundWork,
): void {
  // Before the guard: what the system fills in is not the caller's to give.
  filter('cases.items.create', (payload, _meta, { database, accountability }) =>
    openCase(database, payload as Row, accountability, new Date()),
  );
  registerGuard(filter, directus, settings.IDENTITY_KEY);
  background.isGuardLive = true;
  // Cases can also come in through Directus' own interface, so the dispatcher looks after each of them.
  action('cases.items.create', () => background.kickDispatcher());
  action('server.start', () => {
    background.start(directus, settings);
    background.stopOnSignals(process);
  });
}
