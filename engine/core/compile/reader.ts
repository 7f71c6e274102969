import { compileExpression, createExpressionCache } from '../../expressions/expression.ts';
import { ExpressionError } from '../../expressions/expression-error.ts';
import type { CompiledExpression } from '../../expressions/expression.ts';
import type { ModelProblem } from '../../executors/port.ts';
import type { CompileScript } from '../../scripts/javascript.ts';
import { text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Collects what is wrong in a file while it is compiled, and compiles each expression once. */
export class Reader {
  readonly problems: ModelProblem[] = [];
  readonly #scripts: CompileScript | undefined;
  readonly #lines: readonly string[];
  /** Looked for with the first problem: a file may have thousands. */
  #places: Map<string, { line: number; column: number }> | undefined;
  readonly #compile = createExpressionCache();

  constructor(xml: string, scripts?: CompileScript) {
    this.#scripts = scripts;
    this.#lines = xml.split('\n');
  }

  /** Notes that something is wrong, with the place of the element in the file. */
  problem(element: ModdleElement | null, message: string): void {
    const elementId = element ? idOf(element) : null;
    this.problems.push({ elementId, message, ...this.#locate(elementId) });
  }

  /** Notes what this executor cannot run although it may be right. */
  unsupported(element: ModdleElement, message: string): void {
    const elementId = idOf(element);
    this.problems.push({ elementId, message, isUnsupported: true, ...this.#locate(elementId) });
  }

  /** Compiles a text that may hold expressions; null when there is none or it is wrong (then a problem is noted). */
  expression(element: ModdleElement, source: string | undefined): CompiledExpression | null {
    if (source === undefined) return null;
    try {
      return this.#compile(source);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.problem(element, error.message);
      return null;
    }
  }

  /**
   * Compiles a script; `juel` is an expression. A language that does not run here is noted, with what to do.
   *
   */
  script(
    element: ModdleElement,
    source: string | undefined,
    language: string | undefined,
  ): CompiledExpression {
    const format = language?.toLowerCase() ?? 'none';
    if (format === 'juel') return this.required(element, source, 'The script is empty.');
    if (!['javascript', 'ecmascript', 'js', 'graal.js'].includes(format)) {
      this.unsupported(
        element,
        `Scripts in the language '${format}' do not run here: use javascript, an expression (juel) or an external task.`,
      );
    } else if (!this.#scripts) {
      this.unsupported(
        element,
        'Scripts are not allowed here: use an expression or an external task, or set ENGINE_SCRIPTS=true.',
      );
    } else if (source === undefined)
      this.problem(element, 'The script is empty: scripts of other files are not read.');
    else return this.#scripts(source);
    return EMPTY;
  }

  /** As `expression`, for texts that must be there; `missing` says what to do when it is not. */
  required(element: ModdleElement, source: string | undefined, missing: string): CompiledExpression {
    if (source === undefined) this.problem(element, missing);
    return this.expression(element, source) ?? EMPTY;
  }

  /** An attribute that may hold expressions. */
  attribute(element: ModdleElement, name: string): CompiledExpression | null {
    return this.expression(element, text(element, name));
  }

  #locate(id: string | null): { line?: number; column?: number } {
    this.#places ??= placesOf(this.#lines);
    return (id === null ? undefined : this.#places.get(id)) ?? {};
  }
}

/** Where each id stands first. */
function placesOf(lines: readonly string[]): Map<string, { line: number; column: number }> {
  const places = new Map<string, { line: number; column: number }>();
  for (const [index, line] of lines.entries()) {
    for (const [, id = ''] of line.matchAll(/id="([^"]*)"/g))
      if (!places.has(id)) places.set(id, { line: index + 1, column: line.indexOf('<') + 1 });
  }
  return places;
}

/** Stands in for an expression that could not be compiled: the model is refused anyway. */
const EMPTY = compileExpression('');

/** The id a problem names: its own, or that of the nearest element around it that has one. */
function idOf(element: ModdleElement): string | null {
  for (let at: ModdleElement | undefined = element; at; at = at.$parent) if (at.id) return at.id;
  return null;
}
