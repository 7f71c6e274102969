import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTokenCore } from '../../../../engine/core/token-core.ts';
import { createBpmnEngineExecutor } from '../../../../engine/executors/bpmn-engine/create-bpmn-engine-executor.ts';
import { readModels } from '../../../../engine/usecases/deployment/read-models.ts';
import { processXml, sequence } from '../../../support/small-process.ts';

const core = createTokenCore();
const library = createBpmnEngineExecutor();
const FIXTURES = join(import.meta.dirname, '../../../fixtures/bpmn');

it('gives a file that the first executor cannot run to the next one', async () => {
  const bytes = readFileSync(join(FIXTURES, 'invalid-inclusive-join.bpmn'));
  const models = await readModels([library, core], [{ name: 'inclusive.bpmn', bytes }], false);
  expect(models.get('inclusive.bpmn')?.executor.name).toBe('token-core');
});

it('keeps each file with the first executor that can run it', async () => {
  const bytes = Buffer.from(processXml('p', sequence({ id: 'look', xml: '<manualTask id="look" />' })));
  const models = await readModels([core, library], [{ name: 'p.bpmn', bytes }], false);
  expect(models.get('p.bpmn')?.executor.name).toBe('token-core');
});

it('names the reasons of every executor when none can run a file', async () => {
  const bytes = Buffer.from(processXml('p', sequence({ id: 'odd', xml: '<complexGateway id="odd" />' })));
  await expect(readModels([core, library], [{ name: 'p.bpmn', bytes }], false)).rejects.toThrow(
    /kind ComplexGateway cannot be run[\s\S]*bpmn-engine instead: A ComplexGateway cannot be run/,
  );
});

it('does not try another executor with a file that is wrong', async () => {
  const bytes = readFileSync(join(FIXTURES, 'three-ways-to-start.bpmn'));
  await expect(readModels([core, library], [{ name: 'p.bpmn', bytes }], false)).rejects.toThrow(
    'There are several plain or timer start events',
  );
});
