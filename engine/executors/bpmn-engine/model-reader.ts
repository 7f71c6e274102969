import { compileExpression, createExpressionCache } from '../../expressions/expression.ts';
import type { CompiledExpression } from '../../expressions/expression.ts';
import { ExpressionError } from '../../expressions/expression-error.ts';
import type { ModelProblem } from '../port.ts';

/** Collects what is wrong in a file while it is read, and compiles each expression once. */
export class ModelReader {
  readonly problems: ModelProblem[] = [];
  readonly #xml: string;
  readonly #compile = createExpressionCache();

  constructor(xml: string) {
    this.#xml = xml;
  }

  /** Notes a problem, with the place of the element in the file; what is beyond the library may still be right. */
  problem(elementId: string | null, message: string): void {
    this.problems.push({ elementId, message, isUnsupported: true, ...this.#locate(elementId) });
  }

  /** The compiled text; null when there is none. A wrong expression becomes a problem. */
  expression(elementId: string, text: string | undefined): CompiledExpression | null {
    return text === undefined ? null : this.required(elementId, text);
  }

  /** The compiled text. A wrong expression becomes a problem and stands for an empty text. */
  required(elementId: string, text: string): CompiledExpression {
    try {
      return this.#compile(text);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.problem(elementId, error.message);
      return compileExpression('');
    }
  }

  #locate(elementId: string | null): { line?: number; column?: number } {
    if (elementId === null) return {};
    const at = this.#xml.indexOf(` id="${elementId}"`);
    if (at < 0) return {};
    const before = this.#xml.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
}
