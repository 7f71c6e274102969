import type { z } from 'zod';
import { invalidRequest } from '../../usecases/errors.ts';
import type { OneDefinition } from '../path-parameters.ts';

/** Which definition an address names. */
export type DecisionChoice = { id: string } | { key: string; tenantId?: string | undefined };

type Named = z.output<typeof OneDefinition>;

/** Reads it from the parameters of an address. */
export type ChooseDecision = (params: Named) => DecisionChoice;

/** How addresses name a definition. */
export const WAYS: readonly [path: string, choose: ChooseDecision][] = [
  ['/key/:id', ({ id: key }: Named): DecisionChoice => ({ key })],
  ['/key/:id/tenant-id/:tenantId', ({ id: key, tenantId }: Named): DecisionChoice => ({ key, tenantId })],
  ['/:id', ({ id }: Named): DecisionChoice => ({ id })],
];

interface NewestOfKey {
  key: string;
  latestVersion: boolean;
  withoutTenantId?: boolean;
  tenantIdIn?: string[];
}

/** As in Camunda, a key without a tenant means the definition of none. */
export function newestOf({ key, tenantId }: { key: string; tenantId?: string | undefined }): NewestOfKey {
  const whose = tenantId === undefined ? { withoutTenantId: true } : { tenantIdIn: [tenantId] };
  return { key, latestVersion: true, ...whose };
}

/** What was found. @throws EngineError 404 when nothing was */
export function required<Found>(row: Found | undefined, what: string, choice: DecisionChoice): Found {
  if (row) return row;
  throw 'id' in choice
    ? invalidRequest(`No matching ${what} with id '${choice.id}'`, 404)
    : invalidRequest(
        choice.tenantId === undefined
          ? `No matching ${what} with key: ${choice.key} and no tenant-id`
          : `No matching ${what} with key: ${choice.key} and tenant-id: ${choice.tenantId}`,
        404,
      );
}
