import { EvaluationProblem } from './expression-error.ts';

/** A piece of an expression; `value` is the decoded text of strings and the number of numbers. */
export type Token =
  | { kind: 'number'; value: number; at: number }
  | { kind: 'string'; value: string; at: number }
  | { kind: 'name'; value: string; at: number }
  | { kind: 'operator'; value: string; at: number }
  | { kind: 'end'; value: ''; at: number };

/** Spelled operators of the expression language and the symbols they stand for. */
const WORD_OPERATORS: ReadonlyMap<string, string> = new Map([
  ['and', '&&'],
  ['or', '||'],
  ['not', '!'],
  ['eq', '=='],
  ['ne', '!='],
  ['lt', '<'],
  ['gt', '>'],
  ['le', '<='],
  ['ge', '>='],
  ['div', '/'],
  ['mod', '%'],
  ['empty', 'empty'],
]);

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const OPERATOR = /==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]]/y;

/** Splits the inside of one `${…}` into tokens. @throws EvaluationProblem at the first character that fits nowhere. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source[at] ?? '';
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    const token = char === '"' || char === "'" ? readString(source, at) : readSimple(source, at);
    tokens.push(token.token);
    at = token.next;
  }
  tokens.push({ kind: 'end', value: '', at });
  return tokens;
}

function readSimple(source: string, at: number): { token: Token; next: number } {
  const number = matchAt(NUMBER, source, at);
  if (number !== null && /[\d.]/.test(source[at] ?? '') && number !== '.') {
    return { token: { kind: 'number', value: Number(number), at }, next: at + number.length };
  }
  const name = matchAt(NAME, source, at);
  if (name !== null) {
    const operator = WORD_OPERATORS.get(name);
    const token: Token = operator
      ? { kind: 'operator', value: operator, at }
      : { kind: 'name', value: name, at };
    return { token, next: at + name.length };
  }
  const operator = matchAt(OPERATOR, source, at);
  if (operator !== null)
    return { token: { kind: 'operator', value: operator, at }, next: at + operator.length };
  throw new EvaluationProblem(`unexpected character '${source[at] ?? ''}' at position ${at + 1}`);
}

/** Strings take `\\`, `\"` and `\'` as escapes; any other backslash stands for itself, as in Camunda. */
function readString(source: string, start: number): { token: Token; next: number } {
  const quote = source[start];
  let value = '';
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (char === quote) return { token: { kind: 'string', value, at: start }, next: at + 1 };
    const following = source[at + 1] ?? '';
    if (char === '\\' && (following === '\\' || following === '"' || following === "'")) {
      value += following;
      at += 1;
    } else {
      value += char;
    }
  }
  throw new EvaluationProblem(
    `the string that starts at position ${start + 1} has no closing ${quote ?? 'quote'}`,
  );
}

function matchAt(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}
