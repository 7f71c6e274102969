import type { Config } from '../../schemas/config.ts';
import type { WantedPort } from './check-ports.ts';

/** The ports the parts that are about to start will listen on; parts running elsewhere want none. */
export function wantedPorts(config: Config, engineOnly: boolean): WantedPort[] {
  const local = '127.0.0.1';
  const wanted: WantedPort[] = [];
  if (config.DATABASE_URL === undefined) {
    wanted.push({ port: config.POSTGRES_PORT, host: local, setting: 'POSTGRES_PORT', part: 'the database' });
  }
  if (config.ENGINE_URL === undefined) {
    wanted.push({
      port: config.ENGINE_PORT,
      host: config.HOST,
      setting: 'ENGINE_PORT',
      part: 'the process engine',
    });
  }
  if (engineOnly) return wanted;
  return [
    ...wanted,
    { port: config.DIRECTUS_PORT, host: config.HOST, setting: 'DIRECTUS_PORT', part: 'Directus' },
    { port: config.PORTAL_PORT, host: config.HOST, setting: 'PORTAL_PORT', part: 'the portal' },
    { port: config.N8N_RUNNER_PORT, host: local, setting: 'N8N_RUNNER_PORT', part: 'the message runner' },
  ];
}
