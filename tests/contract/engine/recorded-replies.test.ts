import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { compareReplies } from '../../recorded/compare-replies.ts';
import type { Difference } from '../../recorded/compare-replies.ts';
import { KNOWN_DIFFERENCES } from '../../recorded/known-differences.ts';
import { Recorder } from '../../recorded/recorder.ts';
import type { RecordedReply } from '../../recorded/recorder.ts';
import { SCRIPTS } from '../../recorded/scripts.ts';
import { ownContract } from '../../support/own-contract.ts';
import { useEngine } from '../../support/engine-suite.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/operaton-replies');
const engine = useEngine(() => Promise.resolve(), { runsJobs: false });
const found: Difference[] = [];

const fits = ({ request, at, recorded, ours }: Difference) =>
  KNOWN_DIFFERENCES.filter(
    (known) =>
      known.request.test(request) &&
      known.at.test(at) &&
      (known.values === undefined || isDeepStrictEqual(known.values, [recorded, ours])),
  );

it.each(Object.entries(SCRIPTS))('answers as a recorded Operaton did: %s', async (name, play) => {
  // given
  const recorded = JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as RecordedReply[];
  // when
  const isDescribed = await ownContract();
  const recorder = new Recorder(engine.url, (exchange) => {
    expect(isDescribed(exchange), `${exchange.method} ${exchange.path}`).toEqual([]);
  });
  await play(recorder);
  // then
  const differences = compareReplies(recorded, recorder.replies);
  found.push(...differences);
  expect(differences.filter((difference) => fits(difference).length === 0)).toEqual([]);
});

it('differs wherever a reason for it is listed', () => {
  const used = new Set(found.flatMap(fits));
  expect(KNOWN_DIFFERENCES.filter((known) => !used.has(known))).toEqual([]);
});
