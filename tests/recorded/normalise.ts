const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const DEFINITION = new RegExp(`(\\b[\\w-]+:\\d+:)${UUID}`, 'g');
/** Ids of executions and activity instances are put together differently: `work:UUID` there, `UUID:UUID` here. */
const ID = new RegExp(`(?:\\b[A-Za-z_][\\w-]*:)?${UUID}(?::${UUID})*`, 'g');
const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}/g;
const ADDRESS = /https?:\/\/[^/]+\//g;

/** Fields that say how long something took. */
const DURATIONS = ['duration', 'durationInMillis'];

/** An answer without what differs from run to run: ids, times, durations, addresses. */
export function normalise(value: unknown): unknown {
  if (typeof value === 'string') return normaliseText(value);
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [normaliseText(name), normaliseField(name, field)]),
  );
}

function normaliseField(name: string, field: unknown): unknown {
  if (DURATIONS.includes(name) && typeof field === 'number') return '<duration>';
  // Those of a generated migration plan, which Operaton gives in another order each time.
  return name === 'instructions' ? inSomeOrder(normalise(field)) : normalise(field);
}

/** As `normalise`, for one text. */
export function normaliseText(text: string): string {
  return text
    .replaceAll(ADDRESS, '<address>/')
    .replaceAll(DEFINITION, '$1<id>')
    .replaceAll(ID, '<id>')
    .replaceAll(TIME, '<time>')
    .replaceAll('org.operaton.bpm', 'org.camunda.bpm');
}

/** A list whose order nobody asked for, in an order that does not depend on the engine. */
export function inSomeOrder(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const text = (item: unknown) => JSON.stringify(item, sortedNames);
  return value.toSorted((one, other) => (text(one) < text(other) ? -1 : 1));
}

/** Fields by name: engines write them in orders of their own. */
function sortedNames(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
