import { EvaluationProblem } from './expression-error.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';

/** Operators with two operands, by their symbol. */
export type BinaryOperator =
  | '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '&&' | '||'; // prettier-ignore

/** Syntax tree of one `${…}`. */
export type ExpressionNode =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'identifier'; name: string }
  | { kind: 'member'; object: ExpressionNode; property: ExpressionNode }
  | { kind: 'method'; object: ExpressionNode; name: string; args: ExpressionNode[] }
  | { kind: 'function'; name: string; args: ExpressionNode[] }
  | { kind: 'unary'; operator: '-' | '!' | 'empty'; operand: ExpressionNode }
  | { kind: 'binary'; operator: BinaryOperator; left: ExpressionNode; right: ExpressionNode }
  | { kind: 'conditional'; test: ExpressionNode; then: ExpressionNode; otherwise: ExpressionNode };

const BINDING_POWER: ReadonlyMap<string, number> = new Map([
  ['?', 1],
  ['||', 2],
  ['&&', 3],
  ['==', 4],
  ['!=', 4],
  ['<', 5],
  ['>', 5],
  ['<=', 5],
  ['>=', 5],
  ['+', 6],
  ['-', 6],
  ['*', 7],
  ['/', 7],
  ['%', 7],
]);
const UNARY_POWER = 8;
/** Deep nesting would overflow the stack of the evaluator; no expression a person writes comes near. */
const MAX_DEPTH = 200;

/** Parses the inside of one `${…}` (without the braces). @throws EvaluationProblem when it is not an expression. */
export function parseExpression(source: string): ExpressionNode {
  const parser = new Parser(tokenize(source));
  return parser.parseAll();
}

class Parser {
  readonly #tokens: Token[];
  #position = 0;
  #depth = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  parseAll(): ExpressionNode {
    const node = this.#expression(0);
    const rest = this.#peek();
    if (rest.kind !== 'end') throw unexpected(rest);
    return node;
  }

  #expression(minimumPower: number): ExpressionNode {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new EvaluationProblem('the expression is nested too deeply');
    let left = this.#postfix(this.#prefix());
    for (;;) {
      const token = this.#peek();
      const power = token.kind === 'operator' ? BINDING_POWER.get(token.value) : undefined;
      if (power === undefined || power <= minimumPower) break;
      this.#position += 1;
      left = this.#infix(left, token.value as string, power);
    }
    this.#depth -= 1;
    return left;
  }

  #infix(left: ExpressionNode, operator: string, power: number): ExpressionNode {
    if (operator !== '?') {
      return { kind: 'binary', operator: operator as BinaryOperator, left, right: this.#expression(power) };
    }
    const then = this.#expression(0);
    this.#expect(':');
    // One less than its own power: a ? b : c ? d : e groups to the right.
    return { kind: 'conditional', test: left, then, otherwise: this.#expression(power - 1) };
  }

  #prefix(): ExpressionNode {
    const token = this.#next();
    if (token.kind === 'number' || token.kind === 'string') return { kind: 'literal', value: token.value };
    if (token.kind === 'name') return this.#named(token.value);
    if (token.kind === 'operator' && token.value === '(') {
      const inner = this.#expression(0);
      this.#expect(')');
      return inner;
    }
    if (
      token.kind === 'operator' &&
      (token.value === '-' || token.value === '!' || token.value === 'empty')
    ) {
      return { kind: 'unary', operator: token.value, operand: this.#expression(UNARY_POWER) };
    }
    throw unexpected(token);
  }

  #named(name: string): ExpressionNode {
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    if (name === 'instanceof') throw new EvaluationProblem("'instanceof' is reserved and cannot be used");
    if (this.#take('(')) return { kind: 'function', name, args: this.#arguments() };
    return { kind: 'identifier', name };
  }

  #postfix(start: ExpressionNode): ExpressionNode {
    let node = start;
    for (;;) {
      if (this.#take('.')) node = this.#property(node);
      else if (this.#take('[')) {
        const property = this.#expression(0);
        this.#expect(']');
        node = { kind: 'member', object: node, property };
      } else return node;
    }
  }

  #property(object: ExpressionNode): ExpressionNode {
    const token = this.#next();
    if (token.kind !== 'name') throw unexpected(token);
    if (this.#take('(')) return { kind: 'method', object, name: token.value, args: this.#arguments() };
    return { kind: 'member', object, property: { kind: 'literal', value: token.value } };
  }

  #arguments(): ExpressionNode[] {
    const args: ExpressionNode[] = [];
    if (this.#take(')')) return args;
    do args.push(this.#expression(0));
    while (this.#take(','));
    this.#expect(')');
    return args;
  }

  #peek(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', value: '', at: 0 };
  }

  #next(): Token {
    const token = this.#peek();
    this.#position += 1;
    return token;
  }

  #take(operator: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'operator' || token.value !== operator) return false;
    this.#position += 1;
    return true;
  }

  #expect(operator: string): void {
    if (!this.#take(operator)) throw unexpected(this.#peek(), operator);
  }
}

function unexpected(token: Token, wanted?: string): EvaluationProblem {
  const found = token.kind === 'end' ? 'the end' : `'${String(token.value)}' at position ${token.at + 1}`;
  return new EvaluationProblem(wanted ? `expected '${wanted}' but found ${found}` : `unexpected ${found}`);
}
