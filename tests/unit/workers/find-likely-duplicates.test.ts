import { expect, it } from 'vitest';
import { findLikelyDuplicates } from '../../../plugins/workers/screening/find-likely-duplicates.ts';
import type { CaseTraits } from '../../../plugins/workers/screening/find-likely-duplicates.ts';

const aCase = (traits: Partial<CaseTraits>): CaseTraits => ({
  caseId: 'new',
  phoneHash: null,
  areaId: null,
  ageBand: null,
  sex: null,
  incidents: [],
  ...traits,
});
const arrest = (happenedOn: string | null) => [{ type: 'arrest', happenedOn }];

it('names a case with the same phone and says so', () => {
  // given
  const subject = aCase({ phoneHash: 'h1' });
  const others = [aCase({ caseId: 'a', phoneHash: 'h1' }), aCase({ caseId: 'b', phoneHash: 'h2' })];

  // when
  const found = findLikelyDuplicates(subject, others);

  // then
  expect(found).toEqual([{ caseId: 'a', score: 60, reasons: ['Same phone number'] }]);
});

it('names a case of the same place, kind and time without a phone', () => {
  const subject = aCase({ areaId: 'kampala', ageBand: '25-59', incidents: arrest('2026-03-10') });
  const other = aCase({ caseId: 'a', areaId: 'kampala', ageBand: '25-59', incidents: arrest('2026-03-12') });
  expect(findLikelyDuplicates(subject, [other])).toEqual([
    {
      caseId: 'a',
      score: 55,
      reasons: [
        'Same kind of incident in the same district',
        'Incidents at most 3 days apart',
        'Same age band',
      ],
    },
  ]);
});

it.each([
  ['four days apart', { areaId: 'kampala', incidents: arrest('2026-03-14') }],
  ['without a date', { areaId: 'kampala', incidents: arrest(null) }],
  ['in another district', { areaId: 'gulu', incidents: arrest('2026-03-10') }],
  ['of another kind', { areaId: 'kampala', incidents: [{ type: 'threat', happenedOn: '2026-03-10' }] }],
])('does not trouble an officer with an incident %s', (_, traits) => {
  const subject = aCase({ areaId: 'kampala', incidents: arrest('2026-03-10') });
  expect(findLikelyDuplicates(subject, [aCase({ caseId: 'a', ...traits })])).toEqual([]);
});

it('does not take two unknown answers for the same one', () => {
  const unknown = { phoneHash: 'h1', ageBand: 'unknown', sex: 'not_said' };
  const found = findLikelyDuplicates(aCase(unknown), [aCase({ caseId: 'a', ...unknown })]);
  expect(found[0]?.reasons).toEqual(['Same phone number']);
});

it('never names the case itself, and at most ten others, the most alike first', () => {
  const subject = aCase({ phoneHash: 'h1', sex: 'female' });
  const others = Array.from({ length: 12 }, (_, index) =>
    aCase({ caseId: `case-${index}`, phoneHash: 'h1' }),
  );
  const found = findLikelyDuplicates(subject, [
    subject,
    ...others,
    aCase({ caseId: 'z', phoneHash: 'h1', sex: 'female' }),
  ]);
  expect(found).toHaveLength(10);
  expect(found[0]?.caseId).toBe('z');
});
