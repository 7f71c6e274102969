import { bpmnFile } from '../../support/bpmn-text.ts';

/** A BPMN file whose process has the given key, so that several can be deployed beside each other. */
export function processFile(key: string, ...content: string[]): string {
  return bpmnFile(...content).replace('id="process"', `id="${key}"`);
}
