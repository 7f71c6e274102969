import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { deployPathways } from '../../../launcher/deploy-pathways.ts';

const NO_ENGINE = 'http://127.0.0.1:9/engine-rest';

it('deploys nothing when a diagram is not portable, and names the element and the rule', async () => {
  // given
  const folder = await mkdtemp(join(tmpdir(), 'pathways-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const diagram = await readFile(new URL('../../../bpmn/referral.bpmn', import.meta.url), 'utf8');
  await writeFile(
    join(folder, 'referral.bpmn'),
    diagram.replace('camunda:formKey="njia:', 'camunda:formKey="other:'),
  );
  // when
  const deploying = deployPathways(NO_ENGINE, folder);
  // then
  await expect(deploying).rejects.toThrow(
    /referral\.bpmn, [\w-]+: camunda:formKey .*docs\/rules\/user-task-form\.md/,
  );
});
