import { z } from 'zod';
import { parseSettings } from '../../schemas/config.ts';

/** What only the Operaton nodes need to know; everything else comes from the settings of Njia. */
export const OperatonSettings = z.object({
  OPERATON_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_000)
    .default(8090)
    .describe('Port of the first Operaton node; further nodes take the ports after it.'),
  OPERATON_POSTGRES_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .default(54_339)
    .describe('Port of the PostgreSQL server that is started for Operaton when DATABASE_URL is empty.'),
});
export type OperatonSettings = z.infer<typeof OperatonSettings>;

/**
 * Reads the settings of the nodes from the environment.
 *
 * @throws ConfigProblems naming every bad setting.
 */
export function readOperatonSettings(env: Record<string, string | undefined>): OperatonSettings {
  return parseSettings(OperatonSettings, env, (path) => {
    throw new Error(`Settings of Operaton are not read from files (${path}).`);
  });
}
