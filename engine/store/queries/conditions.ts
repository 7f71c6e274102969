import type { DateComparison } from '../../../schemas/camunda/list-query.ts';
import type { Condition } from './list-query.ts';

/** The field equals the value. */
export const equal =
  (field: string): Condition<string | number | Date> =>
  (parameters, value) =>
    `${field} = ${parameters.add(value)}`;

/** The field is one of the values. */
export const oneOf =
  (field: string): Condition<string[]> =>
  (parameters, values) =>
    `${field} = ANY(${parameters.add(values)}::text[])`;

/** The field is none of the values. */
export const noneOf =
  (field: string): Condition<string[]> =>
  (parameters, values) =>
    `${field} IS NULL OR ${field} <> ALL(${parameters.add(values)}::text[])`;

/** The field fits a pattern with `%`. */
export const like =
  (field: string): Condition<string> =>
  (parameters, value) =>
    `${field} LIKE ${parameters.add(value)}`;

/** The text equals the value, in upper or lower case. */
export const sameText =
  (field: string): Condition<string> =>
  (parameters, value) =>
    `lower(${field}) = lower(${parameters.add(value)})`;

/** The text fits a pattern with `%`, in upper or lower case. */
export const likeText =
  (field: string): Condition<string> =>
  (parameters, value) =>
    `lower(${field}) LIKE lower(${parameters.add(value)})`;

/** The field compares so with the value. */
export const compare =
  (field: string, operator: '<' | '>' | '<=' | '>=' | '<>'): Condition<string | number | Date> =>
  (parameters, value) =>
    `${field} ${operator} ${parameters.add(value)}`;

/** A flag that narrows when it is true. */
export const when =
  (sql: string): Condition<boolean> =>
  () =>
    sql;

/** A flag that depends on the moment of the request; `{now}` in the SQL stands for it. */
export const whenNow =
  (sql: string): Condition<boolean> =>
  (parameters) =>
    sql.replaceAll('{now}', parameters.now);

/** Changes how another filter works. */
export const modifier: Condition<unknown> = () => null;

/** What only cases (CMMN) have, which there are none of here. */
export const noCase: Condition<unknown> = () => 'false';

/** Dates before or after. */
export const dates =
  (field: string): Condition<DateComparison[]> =>
  (parameters, comparisons) =>
    comparisons
      .map(({ operator, value }) => `${field} ${operator === 'gt' ? '>' : '<'} ${parameters.add(value)}`)
      .join(' AND ') || null;
