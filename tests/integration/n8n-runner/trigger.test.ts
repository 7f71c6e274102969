import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCredentialsHelper } from '../../../plugins/n8n-runner/credentials.ts';
import { loadN8n } from '../../../plugins/n8n-runner/load-n8n.ts';
import type { N8n } from '../../../plugins/n8n-runner/load-n8n.ts';
import { createNodeRegistry } from '../../../plugins/n8n-runner/node-registry.ts';
import type { NodeRegistry } from '../../../plugins/n8n-runner/node-registry.ts';
import { readWorkflows } from '../../../plugins/n8n-runner/read-workflows.ts';

/** n8n's types, reached through our own: only the runner's package has n8n installed. */
type Webhook = NonNullable<ReturnType<NodeRegistry['getByNameAndVersion']>['webhook']>;
type WebhookAnswer = Awaited<ReturnType<Webhook>>;
type WebhookArguments = ConstructorParameters<N8n['core']['WebhookContext']>;

const ROOT = join(import.meta.dirname, '../../..');
let userFolder: string;
let n8n: N8n;
let registry: NodeRegistry;

beforeAll(async () => {
  mkdirSync(join(ROOT, 'var'), { recursive: true });
  userFolder = mkdtempSync(join(ROOT, 'var/test-n8n-'));
  n8n = loadN8n({ userFolder, encryptionKey: 'key-of-the-trigger-test' });
  registry = await createNodeRegistry(n8n, join(ROOT, 'plugins/n8n-nodes-njia'));
});
afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

/** Asks our trigger as the web server of a real n8n would. */
async function ask(authorization: string | undefined): Promise<{ status: number; answer: WebhookAnswer }> {
  const file = readWorkflows(join(ROOT, 'workflows')).get('notify-offer');
  if (!file) throw new Error('workflows/notify-offer.json is gone.');
  const workflow = new n8n.workflow.Workflow({ ...file, active: false, nodeTypes: registry });
  const node = file.nodes[0];
  if (!node) throw new Error('The workflow has no trigger.');
  let status = 200;
  const response = { status: (code: number) => ({ end: () => void (status = code) }) };
  const lent = {
    credentialsHelper: createCredentialsHelper(n8n, registry, {
      njiaApi: { triggerToken: 'token-of-the-workers', mailFrom: 'njia@njia.example.org' },
    }),
    externalSecretsProxy: new n8n.core.ExternalSecretsProxy(),
    variables: {},
    httpRequest: {
      headers: { authorization },
      body: { event: { caseCode: 'HRD-2026-000001' }, dedupeKey: 'offer:1:1' },
    },
    httpResponse: response,
  } as unknown as WebhookArguments[2];
  const type = registry.getByNameAndVersion(node.type);
  const webhook = {
    ...type.description.webhooks?.[0],
    workflowId: file.id,
    node: node.name,
  } as WebhookArguments[4];
  const context = new n8n.core.WebhookContext(workflow, node, lent, 'webhook', webhook, [], null);
  const answer = await type.webhook?.call(context as unknown as ThisParameterType<Webhook>);
  return { status, answer: answer ?? {} };
}

it('gives the workflow the same item in a real n8n as in our runner', async () => {
  const { answer } = await ask('Bearer token-of-the-workers');
  expect(answer.workflowData).toEqual([
    [
      {
        json: {
          event: { caseCode: 'HRD-2026-000001' },
          dedupeKey: 'offer:1:1',
          mailFrom: 'njia@njia.example.org',
        },
      },
    ],
  ]);
});

it.each([undefined, 'Bearer token-of-the-worker', 'Bearer ', 'token-of-the-workers'])(
  'starts nothing for %s',
  async (authorization) => {
    expect(await ask(authorization)).toEqual({ status: 401, answer: { noWebhookResponse: true } });
  },
);

it('offers no node beyond those allowed', () => {
  expect(() => registry.getByNameAndVersion('n8n-nodes-base.code')).toThrow('may not be used');
  expect(() => registry.getByNameAndVersion('n8n-nodes-other.thing')).toThrow('may not be used');
});
