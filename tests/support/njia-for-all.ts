import type { TestProject } from 'vitest/node';
import { makePlace, startNjia } from './running-njia.ts';

/** Where the one Njia of an end-to-end run is. */
export interface SharedNjia {
  portalUrl: string;
  directusUrl: string;
  engineUrl: string;
  password: string;
  dataFolder: string;
  launcherPid: number;
  secrets: Record<string, string>;
}

declare module 'vitest' {
  interface ProvidedContext {
    njia: SharedNjia;
  }
}

/** Starts everything once, as `npm start` does, for all files of an end-to-end run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const place = await makePlace();
  // What is logged at most must hold nothing of anybody either.
  const njia = await startNjia(place, { LOG_LEVEL: 'debug' });
  project.provide('njia', {
    portalUrl: njia.portalUrl,
    directusUrl: njia.directusUrl,
    engineUrl: njia.engineUrl,
    password: njia.password,
    dataFolder: njia.dataFolder,
    launcherPid: njia.pid,
    secrets: njia.secrets,
  });
  return async () => {
    await njia.stop();
    place.remove();
  };
}
