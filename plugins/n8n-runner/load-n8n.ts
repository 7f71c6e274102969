import { createRequire } from 'node:module';
import Module from 'node:module';
import { join } from 'node:path';
import type * as Di from '@n8n/di';
import type * as Core from 'n8n-core';
import type * as Workflow from 'n8n-workflow';

/** n8n as loaded once by this process. */
export interface N8n {
  core: typeof Core;
  workflow: typeof Workflow;
  container: typeof Di.Container;
  /** Folder of an installed package, for its nodes. */
  folderOf: (packageName: string) => string;
}

/**
 * Loads n8n: the only place that does. n8n-workflow's ESM build does not run in Node, so everything comes through `require`,
 * and there is one copy of each class.
 *
 * n8n reads its settings from the environment while loading; they are set here because nothing else may configure it.
 */
export function loadN8n(settings: { userFolder: string; encryptionKey: string }): N8n {
  Object.assign(process.env, {
    N8N_USER_FOLDER: settings.userFolder,
    N8N_ENCRYPTION_KEY: settings.encryptionKey,
    // Its error reports quote what other services answered.
    N8N_LOG_LEVEL: 'silent',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
  });
  letNodePackagesFindN8n();
  const require = createRequire(import.meta.url);
  require('reflect-metadata');
  return {
    core: require('n8n-core') as typeof Core,
    workflow: require('n8n-workflow') as typeof Workflow,
    container: (require('@n8n/di') as typeof Di).Container,
    folderOf: (packageName) => join(import.meta.dirname, 'node_modules', packageName),
  };
}

/** Node packages lie outside of this folder and expect the host's n8n-workflow, as in n8n itself: through NODE_PATH. */
function letNodePackagesFindN8n(): void {
  process.env['NODE_PATH'] = join(import.meta.dirname, 'node_modules');
  (Module as unknown as { _initPaths: () => void })._initPaths();
}
