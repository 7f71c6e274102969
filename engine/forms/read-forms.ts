import {
  child,
  children,
  definitionsOf,
  extensions,
  kindOf,
  parseBpmn,
  text,
} from '../core/compile/moddle.ts';
import type { ModdleElement } from '../core/compile/moddle.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { CompiledExpression } from '../expressions/expression.ts';
import { NO_FORM } from './form.ts';
import type { Constraint, FieldType, Form, FormField, FormRef, ProcessForms } from './form.ts';

/** What is wrong with a form, in words for whoever drew the process. */
export interface FormProblem {
  elementId: string | null;
  message: string;
}

/** The forms of a file by process id, and what is wrong with them. */
export interface FileForms {
  processes: ReadonlyMap<string, ProcessForms>;
  problems: readonly FormProblem[];
}

type Report = (message: string) => void;

const DEFAULT_PATTERN = 'dd/MM/yyyy';
const BINDINGS: readonly string[] = ['latest', 'deployment', 'version'];
const CONSTRAINTS: readonly string[] = ['required', 'readonly', 'min', 'max', 'minlength', 'maxlength'];

/** Reads the forms of a BPMN file (`camunda:formKey`, `formRef`, `formData`). Rejects when the file is no BPMN. */
export async function readForms(xml: string): Promise<FileForms> {
  const { rootElement } = await parseBpmn(xml);
  const problems: FormProblem[] = [];
  const processes = new Map<string, ProcessForms>();
  for (const process of children(rootElement, 'rootElements')) {
    if (kindOf(process) !== 'Process' || process.id === undefined) continue;
    const tasks = new Map<string, Form>();
    for (const element of elementsIn(process)) {
      if (kindOf(element) !== 'UserTask' || element.id === undefined) continue;
      tasks.set(element.id, readForm(element, problems));
    }
    const start = plainStart(process);
    processes.set(process.id, { start: start ? readForm(start, problems) : NO_FORM, tasks });
  }
  return { processes, problems };
}

function elementsIn(scope: ModdleElement): ModdleElement[] {
  return children(scope, 'flowElements').flatMap((element) => [element, ...elementsIn(element)]);
}

/** The start event people start the process with: the one that waits for nothing. */
function plainStart(process: ModdleElement): ModdleElement | undefined {
  const starts = children(process, 'flowElements').filter((element) => kindOf(element) === 'StartEvent');
  return starts.find((start) => definitionsOf(start).length === 0) ?? starts[0];
}

function readForm(element: ModdleElement, problems: FormProblem[]): Form {
  const report: Report = (message) => problems.push({ elementId: element.id ?? null, message });
  const [formData] = extensions(element, 'FormData');
  const businessKey = text(formData, 'businessKey');
  const fields = children(formData, 'fields').flatMap((field) => {
    const read = readField(field, report);
    return read ? [{ ...read, isBusinessKey: read.id === businessKey }] : [];
  });
  return { formKey: text(element, 'formKey') ?? null, ref: readRef(element, report), fields };
}

function readRef(element: ModdleElement, report: Report): FormRef | null {
  const key = expression(text(element, 'formRef'), report);
  if (!key) return null;
  const binding = text(element, 'formRefBinding');
  if (binding === undefined || !BINDINGS.includes(binding)) {
    report(`camunda:formRefBinding must be latest, deployment or version, not '${binding ?? ''}'.`);
    return null;
  }
  const version = expression(text(element, 'formRefVersion'), report);
  return { key, binding: binding as FormRef['binding'], version };
}

function readField(field: ModdleElement, report: Report): Omit<FormField, 'isBusinessKey'> | undefined {
  const id = text(field, 'id');
  const type = readType(field);
  if (id === undefined) report('A form field has no id.');
  else if (type === undefined) {
    report(
      `The form field '${id}' has the type '${text(field, 'type') ?? ''}': use string, long, boolean, date or enum.`,
    );
  }
  if (id === undefined || type === undefined) return undefined;
  return {
    id,
    type,
    label: expression(text(field, 'label'), report),
    defaultValue: expression(text(field, 'defaultValue'), report),
    constraints: children(child(field, 'validation'), 'constraints').flatMap((one) =>
      readConstraint(id, one, report),
    ),
  };
}

function readType(field: ModdleElement): FieldType | undefined {
  const kind = text(field, 'type');
  switch (kind) {
    case 'string':
    case 'long':
    case 'boolean':
      return { kind };
    case 'date':
      return { kind, pattern: text(field, 'datePattern') ?? DEFAULT_PATTERN };
    case 'enum': {
      const values = children(field, 'values').map(({ id = '', name = id }) => [id, name] as const);
      return { kind, values: new Map(values) };
    }
    default:
      return undefined;
  }
}

function readConstraint(fieldId: string, constraint: ModdleElement, report: Report): Constraint[] {
  const name = text(constraint, 'name') ?? '';
  const config = text(constraint, 'config') ?? null;
  if (!CONSTRAINTS.includes(name)) {
    report(
      `The form field '${fieldId}' is validated by '${name}', which needs Java or is not known: use ${CONSTRAINTS.join(', ')}.`,
    );
    return [];
  }
  const needsNumber = name !== 'required' && name !== 'readonly';
  if (needsNumber && (config === null || !Number.isFinite(Number(config)))) {
    report(`The constraint '${name}' of the form field '${fieldId}' needs a number as its config.`);
    return [];
  }
  return [{ name: name as Constraint['name'], config }];
}

function expression(source: string | undefined, report: Report): CompiledExpression | null {
  if (source === undefined) return null;
  try {
    return compileExpression(source);
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
    return null;
  }
}
