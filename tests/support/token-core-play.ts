import { createTokenCore } from '../../engine/core/token-core.ts';
import type { ExecutableModel } from '../../engine/executors/port.ts';
import { bpmnFile } from './bpmn-text.ts';
import { InstanceUnderTest } from './instance-under-test.ts';

const core = createTokenCore();

/** Loads a process of the token core. @throws Error with the problems of the file */
export async function loadText(...content: string[]): Promise<ExecutableModel> {
  const { models, problems } = await core.load(bpmnFile(...content));
  const [model] = models;
  if (!model)
    throw new Error(problems.map(({ elementId, message }) => `${elementId ?? ''}: ${message}`).join('\n'));
  return model;
}

/** What is wrong with a process, as `element: sentence`. */
export async function problemsOf(...content: string[]): Promise<string[]> {
  const { problems } = await core.load(bpmnFile(...content));
  return problems.map(({ elementId, message }) => `${elementId ?? ''}: ${message}`);
}

/** An instance of a process that is not started yet; its state goes through JSON after each step. */
export async function instanceOf(...content: string[]): Promise<InstanceUnderTest> {
  const model = await loadText(...content);
  return new InstanceUnderTest(core, model, (state) => JSON.parse(JSON.stringify(state)) as unknown);
}
