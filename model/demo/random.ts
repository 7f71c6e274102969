/** A source of chance that gives the same values for the same seed, on every machine. */
export interface Random {
  /** At least 0, less than 1. */
  next: () => number;
  /** A whole number between both, ends included. */
  between: (low: number, high: number) => number;
  chance: (probability: number) => boolean;
  /** @throws Error for an empty list. */
  pick: <Item>(items: readonly Item[]) => Item;
  /** `count` different items, or all if there are fewer. */
  some: <Item>(items: readonly Item[], count: number) => Item[];
  /** A key of `weights`, as likely as its weight. */
  weighted: <Key extends string>(weights: Readonly<Record<Key, number>>) => Key;
  uuid: () => string;
}

/** Makes a source of chance (mulberry32: small, and good enough for invented data; never for secrets). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error('There is nothing to pick from.');
    return items[between(0, items.length - 1)] as Item;
  };
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick,
    some: (items, count) =>
      items
        .map((item) => ({ item, order: next() }))
        .sort((one, other) => one.order - other.order)
        .slice(0, count)
        .map(({ item }) => item),
    weighted: (weights) => weightedKey(weights, next()),
    uuid: () => uuidOf(next),
  };
}

function weightedKey<Key extends string>(weights: Readonly<Record<Key, number>>, value: number): Key {
  const entries = Object.entries(weights) as [Key, number][];
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let left = value * total;
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  throw new Error('There is no weight above zero.');
}

function uuidOf(next: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16));
  hex[12] = '4';
  hex[16] = '8';
  const text = hex.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}
