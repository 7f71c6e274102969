import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ALLOWED_BASE_NODES } from '../../../plugins/n8n-runner/allowed-nodes.ts';

const FOLDER = join(import.meta.dirname, '../../../workflows');
const OWN_NODES = ['n8n-nodes-njia.njia', 'n8n-nodes-njia.njiaTrigger'];
const ALLOWED = [...OWN_NODES, ...ALLOWED_BASE_NODES.map((name) => `n8n-nodes-base.${name}`)];
/** Everything a message may hold; an expression that names anything else could carry a person out of the house. */
const ALLOWED_VALUES =
  /\$json\.(event\.\w+|dedupeKey|mailFrom|message\.(id|state))|\$\('Record the message'\)\.item\.json\.message\.id/g;

const WorkflowFile = z.object({
  id: z.string().regex(/^[A-Za-z0-9]{16}$/),
  nodes: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        type: z.string(),
        parameters: z.record(z.string(), z.unknown()),
      }),
    )
    .min(2),
  connections: z.record(z.string(), z.object({ main: z.array(z.array(z.object({ node: z.string() }))) })),
  settings: z.object({ executionOrder: z.literal('v1') }),
  pinData: z.object({}).strict(),
});

/** What is wrong with a workflow file, empty when nothing is. */
function problemsOf(file: unknown): string[] {
  const parsed = WorkflowFile.safeParse(file);
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const { nodes, connections } = parsed.data;
  const problems = nodes
    .filter((node) => !ALLOWED.includes(node.type))
    .map((node) => `"${node.name}" is of type ${node.type}, which may not be used`);
  const reached = Object.values(connections).flatMap(({ main }) => main.flat().map(({ node }) => node));
  const starts = nodes.filter((node) => !reached.includes(node.name));
  if (starts.length !== 1 || starts[0]?.type !== 'n8n-nodes-njia.njiaTrigger') {
    problems.push(
      `it must start with our trigger alone, but starts with ${starts.map((node) => node.type).join(', ')}`,
    );
  }
  for (const node of nodes) {
    const text = JSON.stringify(node.parameters);
    const unexpected = text.replaceAll(ALLOWED_VALUES, '').match(/\$\w+/);
    if (unexpected) problems.push(`"${node.name}" reads ${unexpected[0]}, which a message may not hold`);
    if (node.type.endsWith('.emailSend') && !text.includes('"appendAttribution":false')) {
      problems.push(`"${node.name}" advertises n8n in every e-mail`);
    }
  }
  return problems;
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Record<string, unknown>;

describe.each(files)('workflows/%s', (name) => {
  it('uses allowed nodes only, starts with our trigger and sends nothing but code, verb and link', () => {
    expect(problemsOf(read(name))).toEqual([]);
  });
});

it('no two workflows share an id, or importing one would overwrite the other', () => {
  const ids = files.map((name) => read(name)['id']);
  expect(new Set(ids).size).toBe(files.length);
});

describe('the check itself', () => {
  const broken = (change: (node: Record<string, unknown>[]) => void): string[] => {
    const file = read('notify-offer.json');
    change(file['nodes'] as Record<string, unknown>[]);
    return problemsOf(file);
  };

  it('finds a Code node', () => {
    const problems = broken((nodes) => Object.assign(nodes[1] ?? {}, { type: 'n8n-nodes-base.code' }));
    expect(problems).toEqual([expect.stringContaining('n8n-nodes-base.code, which may not be used')]);
  });

  it('finds another trigger', () => {
    const problems = broken((nodes) => Object.assign(nodes[0] ?? {}, { type: 'n8n-nodes-base.set' }));
    expect(problems).toEqual([expect.stringContaining('must start with our trigger')]);
  });

  it('finds a value that is not code, verb or link', () => {
    const problems = broken((nodes) =>
      Object.assign(nodes[1] ?? {}, { parameters: { verb: '={{ $json.story }}' } }),
    );
    expect(problems).toEqual([expect.stringContaining('reads $json')]);
  });

  it('finds an id of another length', () => {
    expect(problemsOf({ ...read('notify-offer.json'), id: 'short' })).toEqual([
      expect.stringContaining('id: '),
    ]);
  });
});
