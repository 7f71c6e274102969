import type { Binding } from '../model.ts';
import { text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

/** Which version of what a task refers to is meant: `camunda:calledElementBinding`, `camunda:decisionRefBinding`, … */
export function readBinding(
  task: ModdleElement,
  reference: 'calledElement' | 'decisionRef',
  reader: Reader,
): Binding {
  const binding = text(task, `${reference}Binding`) ?? 'latest';
  if (binding === 'latest' || binding === 'deployment') return { binding, bindingValue: null };
  if (binding !== 'version' && binding !== 'versionTag') {
    reader.problem(task, `The binding '${binding}' is none of latest, deployment, version and versionTag.`);
    return { binding: 'latest', bindingValue: null };
  }
  const attribute = binding === 'version' ? `${reference}Version` : `${reference}VersionTag`;
  const missing = `The binding '${binding}' needs camunda:${attribute}.`;
  return { binding, bindingValue: reader.required(task, text(task, attribute), missing) };
}
