import { EvaluationProblem } from './expression-error.ts';

/** Plain text or the inside of one `${…}` / `#{…}`. */
export type TemplatePart = { kind: 'text'; value: string } | { kind: 'expression'; source: string };

/** Splits text into literal parts and expressions; `\${` and `\#{` stand for the characters themselves. */
export function splitTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = '';
  let at = 0;
  while (at < text.length) {
    if (text[at] === '\\' && opensExpression(text, at + 1)) {
      literal += text.slice(at + 1, at + 3);
      at += 3;
    } else if (opensExpression(text, at)) {
      if (literal) parts.push({ kind: 'text', value: literal });
      literal = '';
      const end = closingBrace(text, at + 2);
      parts.push({ kind: 'expression', source: text.slice(at + 2, end) });
      at = end + 1;
    } else {
      literal += text[at] ?? '';
      at += 1;
    }
  }
  if (literal || parts.length === 0) parts.push({ kind: 'text', value: literal });
  return parts;
}

function opensExpression(text: string, at: number): boolean {
  return (text[at] === '$' || text[at] === '#') && text[at + 1] === '{';
}

/** Braces inside of strings do not count. */
function closingBrace(text: string, from: number): number {
  let quote: string | null = null;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (quote) {
      if (char === '\\') at += 1;
      else if (char === quote) quote = null;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '}') return at;
  }
  throw new EvaluationProblem('an expression has no closing brace');
}
