import { invalidRequest } from '../usecases/errors.ts';

/** As deep as the JSON reader of Camunda 7 goes; what is nested some thousand times deep could not be written again. */
const MAX_DEPTH = 1_000;

/**
 * Reads the body of a request; an empty one is undefined: some clients name a content type and send nothing, for example with
 * `claim`.
 *
 * @throws EngineError 400 without a word of what is wrong, as in Camunda, for what is no JSON or nested too deeply.
 */
export function readJson(text: string): unknown {
  if (text === '') return undefined;
  if (isTooDeep(text)) throw invalidRequest('');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidRequest('');
  }
}

function isTooDeep(text: string): boolean {
  if (text.length < 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** Where the quote is that ends the string that starts at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
