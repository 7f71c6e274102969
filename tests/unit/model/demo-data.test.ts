import { describe, expect, it } from 'vitest';
import { buildDemoData } from '../../../model/demo/build-demo-data.ts';
import type { DemoData } from '../../../model/demo/build-demo-data.ts';
import { AREAS } from '../../../model/seeds/areas.ts';
import { INCIDENT_TYPES } from '../../../model/seeds/incident-types.ts';
import { NETWORKS } from '../../../model/seeds/networks.ts';
import { SERVICES } from '../../../model/seeds/services.ts';

const byCode = (rows: readonly { code: string }[]): Map<string, string> =>
  new Map(rows.map(({ code }) => [code, `id of ${code}`]));
const references = {
  networks: byCode(NETWORKS),
  areas: byCode(AREAS),
  services: byCode(SERVICES),
  incidentTypes: byCode(INCIDENT_TYPES),
};
const now = new Date('2026-06-01T09:00:00Z');
const build = (seed: number): DemoData => buildDemoData({ seed, now, references });
const rowsOf = (data: DemoData, table: string): Record<string, unknown>[] => data.tables.get(table) ?? [];

describe('demo data', () => {
  it('is the same for the same seed and moment', () => {
    expect(build(7)).toEqual(build(7));
  });

  it('differs for another seed', () => {
    expect(rowsOf(build(7), 'cases')).not.toEqual(rowsOf(build(8), 'cases'));
  });

  it('has nothing in the future and closes no case before it came in', () => {
    for (const row of rowsOf(build(7), 'cases')) {
      const received = row['received_at'] as Date;
      const closed = row['closed_at'] as Date | null;
      expect(received.getTime()).toBeLessThanOrEqual(now.getTime());
      if (closed !== null) {
        expect(closed.getTime()).toBeGreaterThanOrEqual(received.getTime());
        expect(closed.getTime()).toBeLessThanOrEqual(now.getTime());
      }
    }
  });

  it('refers only to providers of the same network', () => {
    const data = build(7);
    const networkOf = new Map(rowsOf(data, 'organisations').map((row) => [row['id'], row['network']]));
    const organisationOf = new Map(
      rowsOf(data, 'service_offers').map((row) => [row['id'], row['organisation']]),
    );
    const officeNetwork = new Map(rowsOf(data, 'offices').map((row) => [row['id'], row['network']]));
    const offered = rowsOf(data, 'referrals').filter((row) => row['chosen_offer'] !== null);
    expect(offered.length).toBeGreaterThan(100);
    for (const row of offered) {
      expect(networkOf.get(organisationOf.get(row['chosen_offer']))).toBe(officeNetwork.get(row['office']));
    }
  });

  it('holds the accounts the documentation names', () => {
    const emails = build(7).people.map((person) => person['email']);
    for (const account of [
      'coordinator@cen',
      'supervisor@cen-01',
      'officer@cen-01',
      'officer@eas-01',
      'provider@cen-02',
    ]) {
      expect(emails).toContain(`${account}.njia.example.org`);
    }
    expect(emails).toContain('analyst@njia.example.org');
  });
});
