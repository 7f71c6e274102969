import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lintModel } from '../bpmn/lint/lint-model.ts';

const Deployed = z.object({
  deployedProcessDefinitions: z
    .record(z.string(), z.object({ key: z.string(), version: z.number() }))
    .nullish(),
});
const Refusal = z.object({ message: z.string() });

/** A process definition that the engine now has in a new version. */
export interface DeployedPathway {
  key: string;
  version: number;
}

/**
 * Deploys every `.bpmn` and `.dmn` file of `folder` if all diagrams keep to the portable profile; files that did not change
 * make no new version.
 *
 * @param engineUrl - base address of any Camunda-7-compatible engine, ending in `/engine-rest`
 * @param headers - what the engine asks for, for example `authorization`
 * @throws Error naming the elements of diagrams that are not portable, or with the engine's own words when it refuses a file.
 */
export async function deployPathways(
  engineUrl: string,
  folder: string,
  headers: Record<string, string> = {},
): Promise<DeployedPathway[]> {
  const files = (await readdir(folder)).filter((name) => /\.(bpmn|dmn)$/.test(name)).sort();
  await checkDiagrams(folder, files);
  const form = new FormData();
  form.set('deployment-name', 'njia');
  form.set('deployment-source', 'njia launcher');
  form.set('enable-duplicate-filtering', 'true');
  form.set('deploy-changed-only', 'true');
  for (const name of files) form.set(name, new Blob([await readFile(join(folder, name))]), name);
  const response = await fetch(`${engineUrl}/deployment/create`, { method: 'POST', body: form, headers });
  if (response.status === 401) {
    throw new Error('The engine does not take ENGINE_USER and ENGINE_PASSWORD: set the ones it knows.');
  }
  const body: unknown = await response.json();
  if (!response.ok) {
    throw new Error(`The engine refused the pathways in bpmn/: ${Refusal.parse(body).message}`);
  }
  return Object.values(Deployed.parse(body).deployedProcessDefinitions ?? {});
}

/** What is not portable would do something else on the day a network moves to another engine. */
async function checkDiagrams(folder: string, files: readonly string[]): Promise<void> {
  const problems: string[] = [];
  for (const name of files.filter((file) => file.endsWith('.bpmn'))) {
    for (const { elementId, message, rule, severity } of await lintModel(
      await readFile(join(folder, name), 'utf8'),
    )) {
      if (severity === 'error') problems.push(`${name}, ${elementId}: ${message} (docs/rules/${rule}.md)`);
    }
  }
  if (problems.length > 0) throw new Error(`The pathways are not deployed:\n${problems.join('\n')}`);
}
