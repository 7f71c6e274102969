/** Dates of form fields, written as Java's SimpleDateFormat has them: the letters d, M, y, H, m and s, and text around. */

type Part = { text: string } | { letter: string; width: number };

const FIELD = /'((?:[^']|'')*)'|([a-zA-Z])\2*|[^a-zA-Z']+/g;
const LETTERS = new Set(['d', 'M', 'y', 'H', 'm', 's']);

function partsOf(pattern: string): Part[] {
  return [...pattern.matchAll(FIELD)].map(([whole, quoted, letter]) => {
    if (quoted !== undefined) return { text: quoted === '' ? "'" : quoted.replaceAll("''", "'") };
    return letter !== undefined && LETTERS.has(letter) ? { letter, width: whole.length } : { text: whole };
  });
}

/** A date as its pattern writes it, in the zone of this machine, as in Camunda. */
export function formatDate(date: Date, pattern: string): string {
  const values: Record<string, number> = {
    d: date.getDate(),
    M: date.getMonth() + 1,
    y: date.getFullYear(),
    H: date.getHours(),
    m: date.getMinutes(),
    s: date.getSeconds(),
  };
  return partsOf(pattern)
    .map((part) => {
      if ('text' in part) return part.text;
      const digits = String(values[part.letter]).padStart(part.width, '0');
      return part.letter === 'y' && part.width === 2 ? digits.slice(-2) : digits;
    })
    .join('');
}

/** The date a text means by a pattern, in the zone of this machine; undefined when it does not fit or there is no such day. */
export function parseDate(text: string, pattern: string): Date | undefined {
  const values: Record<string, number> = { d: 1, M: 1, y: 1970, H: 0, m: 0, s: 0 };
  let rest = text.trim();
  for (const part of partsOf(pattern)) {
    const found =
      'text' in part ? (rest.startsWith(part.text) ? part.text : undefined) : /^\d+/.exec(rest)?.[0];
    if (found === undefined) return undefined;
    if ('letter' in part) {
      const number = Number(found);
      values[part.letter] =
        part.letter === 'y' && part.width === 2 && found.length === 2 ? 2000 + number : number;
    }
    rest = rest.slice(found.length);
  }
  const { y = 0, M = 0, d = 0, H = 0, m = 0, s = 0 } = values;
  const date = new Date(y, M - 1, d, H, m, s);
  const exists = date.getFullYear() === y && date.getMonth() === M - 1 && date.getDate() === d;
  return exists && date.getHours() === H && rest === '' ? date : undefined;
}
