import { areEqual, compare, isEmpty, toBoolean, toNumber, toText } from './coercion.ts';
import { EvaluationProblem } from './expression-error.ts';
import { JsonNode } from './json-node.ts';
import { HostObject } from './host-object.ts';
import { isLongNode, LongValue } from './long-value.ts';
import { callMethod, readMember } from './methods.ts';
import type { BinaryOperator, ExpressionNode } from './parser.ts';

/** What an expression may see. */
export interface ExpressionScope {
  /** The value of a variable or lent object, wrapped; undefined when there is none of that name. */
  lookup(name: string): { value: unknown } | undefined;
  /** The time `now()` and `dateTime()` answer. */
  now: Date;
  /** The user `currentUser()` answers. @default null */
  currentUser?: string | null;
}

/** A compiled expression. @throws EvaluationProblem when it cannot be evaluated. */
export type Evaluate = (scope: ExpressionScope) => unknown;

type ExpressionFunction = (scope: ExpressionScope, args: unknown[]) => unknown;

const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  ['now', (scope) => new Date(scope.now)],
  ['dateTime', (scope) => new Date(scope.now)],
  ['currentUser', (scope) => scope.currentUser ?? null],
  ['JSON', (_, [value]) => asJson(value)],
  ['S', (_, [value]) => asJson(value)],
]);

/** Turns a syntax tree into a function, so that evaluation does no parsing and no tree walking by kind. */
export function compileNode(node: ExpressionNode): Evaluate {
  switch (node.kind) {
    case 'literal':
      return () => node.value;
    case 'identifier':
      return (scope) => resolveIdentifier(scope, node.name);
    case 'member': {
      const [object, property] = [compileNode(node.object), compileNode(node.property)];
      return (scope) => readMember(object(scope), property(scope));
    }
    case 'method': {
      const [object, args] = [compileNode(node.object), node.args.map(compileArgument)];
      return (scope) => {
        const target = object(scope);
        const setsVariable = target instanceof HostObject && SETTERS.includes(node.name);
        return (
          callMethod(
            target,
            node.name,
            args.map((arg) => arg(scope, setsVariable)),
          ) ?? null
        );
      };
    }
    case 'function':
      return compileFunction(node.name, node.args.map(compileNode));
    case 'unary':
      return compileUnary(node.operator, compileNode(node.operand));
    case 'binary':
      return compileBinary(node.operator, compileNode(node.left), compileNode(node.right));
    case 'conditional': {
      const [test, then, otherwise] = [node.test, node.then, node.otherwise].map(compileNode) as [
        Evaluate,
        Evaluate,
        Evaluate,
      ];
      return (scope) => (toBoolean(test(scope)) ? then(scope) : otherwise(scope));
    }
  }
}

const SETTERS: readonly string[] = ['setVariable', 'setVariableLocal'];

/** Variables are typed as the expression is written: `setVariable('a', 5)` sets a Long. */
function compileArgument(node: ExpressionNode): (scope: ExpressionScope, setsVariable: boolean) => unknown {
  const evaluate = compileNode(node);
  if (!isLongNode(node)) return evaluate;
  return (scope, setsVariable) => {
    const value = evaluate(scope);
    return setsVariable && Number.isInteger(value) ? new LongValue(value as number) : value;
  };
}

function resolveIdentifier(scope: ExpressionScope, name: string): unknown {
  const found = scope.lookup(name);
  if (!found) throw new EvaluationProblem(`Cannot resolve identifier '${name}'`);
  return found.value ?? null;
}

function compileFunction(name: string, args: Evaluate[]): Evaluate {
  const implementation = FUNCTIONS.get(name);
  if (!implementation) throw new EvaluationProblem(`there is no function '${name}'`);
  return (scope) =>
    implementation(
      scope,
      args.map((arg) => arg(scope)),
    );
}

function compileUnary(operator: '-' | '!' | 'empty', operand: Evaluate): Evaluate {
  if (operator === '-') return (scope) => -toNumber(operand(scope));
  if (operator === '!') return (scope) => !toBoolean(operand(scope));
  return (scope) => isEmpty(operand(scope));
}

function compileBinary(operator: BinaryOperator, left: Evaluate, right: Evaluate): Evaluate {
  switch (operator) {
    case '&&':
      return (scope) => toBoolean(left(scope)) && toBoolean(right(scope));
    case '||':
      return (scope) => toBoolean(left(scope)) || toBoolean(right(scope));
    case '==':
      return (scope) => areEqual(left(scope), right(scope));
    case '!=':
      return (scope) => !areEqual(left(scope), right(scope));
    case '<':
    case '>':
    case '<=':
    case '>=':
      return (scope) => compare(operator, left(scope), right(scope));
    default:
      return (scope) => calculate(operator, toNumber(left(scope)), toNumber(right(scope)));
  }
}

function calculate(operator: '+' | '-' | '*' | '/' | '%', left: number, right: number): number {
  if ((operator === '/' || operator === '%') && right === 0) throw new EvaluationProblem('division by zero');
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  return operator === '/' ? left / right : left % right;
}

function asJson(value: unknown): JsonNode {
  return value instanceof JsonNode ? value : JsonNode.parse(toText(value));
}
