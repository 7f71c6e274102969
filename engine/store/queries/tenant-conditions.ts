import { modifier, oneOf, when } from './conditions.ts';
import type { Condition } from './list-query.ts';

/** What belongs to no tenant, whoever made it: batches and decisions. */
export const noTenant: Condition<string[]> = () => 'false';

/** The SQL of the tenant a definition belongs to, where the definition itself is not at hand. */
export const tenantOf = (definitionId: string): string =>
  `(SELECT d.tenant_id FROM engine.process_definitions d WHERE d.id = ${definitionId})`;

/** What every list can be narrowed by: to tenants, or to what belongs to none. */
export function tenantFilters(field: string): TenantFilters {
  return { tenantIdIn: oneOf(field), withoutTenantId: when(`${field} IS NULL`) };
}

/** The same where the flag of this name adds what belongs to no tenant to that of the tenants asked for. */
export function tenantFiltersWith<Flag extends string>(
  flag: Flag,
  field: string,
): TenantFilters & Record<Flag, Condition<boolean>> {
  const without = `${field} IS NULL`;
  const tenantIdIn: Condition<string[]> = (parameters, values, all) =>
    `${oneOf(field)(parameters, values, all)}${all[flag] === true ? ` OR ${without}` : ''}`;
  const filters: TenantFilters = { tenantIdIn, withoutTenantId: when(without) };
  return { ...filters, [flag]: modifier } as TenantFilters & Record<Flag, Condition<boolean>>;
}

interface TenantFilters {
  tenantIdIn: Condition<string[]>;
  withoutTenantId: Condition<boolean>;
}
