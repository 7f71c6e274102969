import { processXml, sequence, userTask } from '../support/small-process.ts';
import type { Recorder } from './recorder.ts';

const NUMBERS = ['min', 'max', 'minlength', 'maxlength'];

/** Each built-in constraint on a field of each type that it is for, and what is submitted. */
const CASES: readonly [constraint: string, type: string, config: string, values: readonly unknown[]][] = [
  ['required', 'string', '', [undefined, null, '', 'x']],
  ['required', 'long', '', [undefined, null, 0]],
  ['required', 'boolean', '', [undefined, null, false, true]],
  ['readonly', 'string', '', [undefined, null, '', 'x']],
  ['readonly', 'long', '', [undefined, 5]],
  ['min', 'long', '5', [undefined, null, 4, 5, 6, '6', 'x', 5.5]],
  ['max', 'long', '5', [undefined, null, 4, 5, 6, '4', 'x']],
  ['min', 'string', '5', [undefined, '6', 'x']],
  ['max', 'string', '5', [undefined, '4', 'x']],
  ['minlength', 'string', '3', [undefined, null, '', 'ab', 'abc', 'abcd']],
  ['maxlength', 'string', '3', [undefined, null, '', 'abc', 'abcd']],
  ['minlength', 'long', '3', [undefined, 12, 1234]],
  ['maxlength', 'long', '3', [undefined, 12, 1234]],
];

/** Starts by a form with one field of the case. */
const formOf = (key: string, constraint: string, type: string, config: string): string =>
  processXml(
    key,
    sequence(userTask('wait')).replace(
      '<startEvent id="start" />',
      `<startEvent id="start"><extensionElements><camunda:formData>
         <camunda:formField id="answer" label="Answer" type="${type}"><camunda:validation>
           <camunda:constraint name="${constraint}"${config === '' ? '' : ` config="${config}"`} />
         </camunda:validation></camunda:formField></camunda:formData></extensionElements></startEvent>`,
    ),
  );

/** Fields with each built-in constraint, submitted with what fits and what does not; and constraints that say nothing sensible. */
export async function playForms(engine: Recorder): Promise<void> {
  for (const [index, [constraint, type, config, values]] of CASES.entries()) {
    const key = `form-${index}-${constraint}-${type}`;
    await engine.deploy(key, { [`${key}.bpmn`]: formOf(key, constraint, type, config) });
    for (const value of values) {
      const variables = value === undefined ? {} : { answer: { value } };
      await engine.post(`/process-definition/key/${key}/submit-form`, { variables });
    }
  }
  for (const constraint of NUMBERS) {
    for (const config of ['', 'many']) {
      const key = `bad-${constraint}-${config}`;
      await engine.deploy(key, { [`${key}.bpmn`]: formOf(key, constraint, 'long', config) });
      await engine.post(`/process-definition/key/${key}/submit-form`, {
        variables: { answer: { value: 5 } },
      });
    }
  }
}
