import { evaluateText, placeOf } from '../evaluate.ts';
import { nameBody } from '../loop-body.ts';
import type { StateNode } from '../state.ts';
import type { Step } from '../step.ts';

/** Reports that what is open under the node's execution id goes on as another activity. */
export function reportMoved(step: Step, node: StateNode): void {
  const element = step.element(node.element);
  const isBeside = node.is === 'armed' || node.is === 'job';
  const host = isBeside ? (node.in ?? '') : node.id;
  const ref = step.ref(node.id, element, step.path(host));
  const isBeforeBody = node.is === 'job' && element.loop && step.node(host).element !== element.id;
  if (node.is === 'loop' || isBeforeBody) nameBody(ref);
  const { behaviour } = element;
  // Forms and properties are those of the model, whoever asks; what was decided for the task (name, people, topic) stays.
  const own =
    isBeside || node.is === 'loop'
      ? {}
      : behaviour.kind === 'user-task'
        ? { formKey: evaluateText(step, behaviour.task.formKey, placeOf(step, node.id)) }
        : behaviour.kind === 'external-task'
          ? { extensionProperties: { ...behaviour.task.properties } }
          : {};
  step.effects.push({ kind: 'activity-migrated', ...ref, parentExecutionId: node.in, ...own });
}
