import { describe, expect, it } from 'vitest';
import { chooseOffice } from '../../../directus-extensions/njia/src/intake/choose-office.ts';

const AREAS = [
  { id: 'uganda', parent: null, network: null },
  { id: 'central', parent: 'uganda', network: 'CEN' },
  { id: 'kampala', parent: 'central', network: null },
  { id: 'wakiso', parent: 'central', network: null },
  { id: 'eastern', parent: 'uganda', network: 'EAS' },
  { id: 'mbale', parent: 'eastern', network: null },
];
const anOffice = (id: string, area: string | null, network: string | null = null, openCases = 0) => ({
  id,
  area,
  network,
  openCases,
});

describe('the office for a request', () => {
  it('is the one in the district itself', () => {
    const offices = [anOffice('a', 'wakiso'), anOffice('b', 'kampala')];
    expect(chooseOffice('kampala', AREAS, offices)).toBe('b');
  });

  it('is one nearby in the same sub-region when the district has none', () => {
    const offices = [anOffice('a', 'mbale'), anOffice('b', 'wakiso')];
    expect(chooseOffice('kampala', AREAS, offices)).toBe('b');
  });

  it('is one of the network when no office has a place near', () => {
    const offices = [anOffice('a', null, 'EAS'), anOffice('b', null, 'CEN')];
    expect(chooseOffice('kampala', AREAS, offices)).toBe('b');
  });

  it('is any office rather than none', () => {
    expect(chooseOffice('kampala', AREAS, [anOffice('a', null)])).toBe('a');
    expect(chooseOffice('kampala', AREAS, [])).toBeNull();
  });

  it('is the less busy of two equally near ones', () => {
    const offices = [anOffice('a', 'kampala', null, 9), anOffice('b', 'kampala', null, 2)];
    expect(chooseOffice('kampala', AREAS, offices)).toBe('b');
  });

  it('is found although areas point at each other in a circle', () => {
    const circle = [
      { id: 'x', parent: 'y', network: null },
      { id: 'y', parent: 'x', network: null },
    ];
    expect(chooseOffice('x', circle, [anOffice('a', 'y')])).toBe('a');
  });
});
