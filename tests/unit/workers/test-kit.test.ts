import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runTopic } from '../../../plugins/workers/test-kit.ts';
import { defineWorker } from '../../../plugins/workers/worker.ts';
import { BpmnError, FatalFailure, RetryableFailure } from '../../../plugins/workers/worker-errors.ts';

const workerThat = (handle: (amount: number) => Promise<{ doubled: number }>) =>
  defineWorker({
    topic: 'double',
    input: z.object({ amount: z.number().default(1) }),
    output: z.object({ doubled: z.number() }),
    handle: ({ amount }) => handle(amount),
  });

describe('a worker ends in exactly one of four ways', () => {
  it('completes with its output', async () => {
    const { outcome } = await runTopic(
      workerThat((amount) => Promise.resolve({ doubled: amount * 2 })),
      { amount: 4 },
    );
    expect(outcome).toEqual({ kind: 'completed', output: { doubled: 8 } });
  });

  it.each([
    [new BpmnError('no-place', 'No place.'), { kind: 'bpmn-error', code: 'no-place', message: 'No place.' }],
    [
      new RetryableFailure('busy', 'Busy.', { retryAfterMs: 7 }),
      { kind: 'retryable', code: 'busy', message: 'Busy.', retryAfterMs: 7, isDefect: false },
    ],
    [new FatalFailure('wrong', 'Wrong.'), { kind: 'fatal', code: 'wrong', message: 'Wrong.' }],
  ])('reports $name as what it is', async (error, expected) => {
    const { outcome } = await runTopic(
      workerThat(() => Promise.reject(error)),
      {},
    );
    expect(outcome).toEqual(expected);
  });

  it('takes anything else for a defect: tried again, logged by place, without its message', async () => {
    // given
    const worker = workerThat(() => Promise.reject(new TypeError('cannot read the story of Amina Okello')));

    // when
    const { outcome, logged } = await runTopic(worker, {});

    // then
    expect(outcome).toMatchObject({ kind: 'retryable', code: 'defect', isDefect: true });
    expect(logged).toMatchObject([
      { level: 'error', event: 'worker-defect', facts: { errorType: 'TypeError' } },
    ]);
    expect(JSON.stringify({ outcome, logged })).not.toContain('Amina');
  });

  it('takes an output that breaks its own schema for a defect', async () => {
    const worker = workerThat(() => Promise.resolve({ doubled: 'many' as unknown as number }));
    expect((await runTopic(worker, {})).outcome).toMatchObject({ kind: 'retryable', code: 'defect' });
  });

  it('refuses variables that break the input schema, naming the variable and not its value', async () => {
    const { outcome } = await runTopic(
      workerThat(() => Promise.resolve({ doubled: 0 })),
      { amount: 'secret' },
    );
    expect(outcome).toEqual({
      kind: 'fatal',
      code: 'bad-input',
      message: 'The process gives topic "double" unusable variables: amount (invalid_type).',
    });
  });

  it('takes a variable that is null for one that is not given', async () => {
    const { outcome } = await runTopic(
      workerThat((amount) => Promise.resolve({ doubled: amount * 2 })),
      { amount: null },
    );
    expect(outcome).toEqual({ kind: 'completed', output: { doubled: 2 } });
  });
});
