import { NO_FORM } from '../../forms/form.ts';
import type { ProcessForms } from '../../forms/form.ts';
import { readForms } from '../../forms/read-forms.ts';
import type { Tx } from '../../store/database.ts';
import { findDefinitionSource } from '../../store/process-definitions.ts';

/** Read forms that stay in memory; those of a process take some kilobytes. */
const CAPACITY = 500;

/** The forms of processes by definition; a definition never changes. */
export class FormCache {
  readonly #forms = new Map<string, ProcessForms>();

  /** The forms of a definition that is in memory. */
  known(id: string): ProcessForms | undefined {
    return this.#forms.get(id);
  }

  /** The forms of a definition; empty ones when its file has none. */
  async load(tx: Tx, { id, key }: { id: string; key: string }): Promise<ProcessForms> {
    const known = this.#forms.get(id);
    if (known) return known;
    const { processes } = await readForms((await findDefinitionSource(tx, id)) ?? '');
    const forms = processes.get(key) ?? { start: NO_FORM, tasks: new Map() };
    this.#forms.set(id, forms);
    const [oldest] = this.#forms.keys();
    if (this.#forms.size > CAPACITY && oldest !== undefined) this.#forms.delete(oldest);
    return forms;
  }
}
