/** What Directus' server loads: one hook and one endpoint that share one background. */
import { readFileSync } from 'node:fs';
import type { EndpointConfig, HookConfig } from '@directus/types';
import { parseSettings } from '../../../schemas/config.ts';
import { BackgroundWork } from './background/background-work.ts';
import type { Logger } from './background/logger.ts';
import type { DirectusContext } from './directus/context.ts';
import { registerEndpoints } from './register-endpoints.ts';
import { registerHooks } from './register-hooks.ts';
import { ExtensionSettings } from './settings.ts';

/** One object per process, made by whichever of hook and endpoint Directus registers first. */
let background: BackgroundWork | undefined;

function sharedBackground(logger: Logger): BackgroundWork {
  background ??= new BackgroundWork(logger);
  return background;
}

function readSettings(): ExtensionSettings {
  return parseSettings(ExtensionSettings, process.env, (path) => readFileSync(path, 'utf8'));
}

const hook: HookConfig = (registry, context) => {
  registerHooks(
    registry,
    context as unknown as DirectusContext,
    readSettings(),
    sharedBackground(context.logger),
  );
};

const endpoint: EndpointConfig = {
  id: 'njia',
  handler: (router, context) => {
    const shared = sharedBackground(context.logger);
    registerEndpoints(router, {
      directus: context as unknown as DirectusContext,
      settings: readSettings(),
      kickDispatcher: shared.kickDispatcher,
      isGuardLive: () => shared.isGuardLive,
    });
  },
};

export const hooks = [{ name: 'njia-hooks', config: hook }];
export const endpoints = [{ name: 'njia', config: endpoint }];
export const operations = [];
