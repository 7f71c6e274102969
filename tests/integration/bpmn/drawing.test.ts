import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { drawBpmn } from '../../support/draw-bpmn.ts';

const root = new URL('../../../', import.meta.url);
let browser: Browser;

beforeAll(async () => {
  mkdirSync(new URL('var/bpmn/', root), { recursive: true });
  browser = await launchBrowser();
});
afterAll(async () => browser.close());

it.each(['case-management', 'referral'])(
  '%s is drawn without complaint (picture in var/bpmn)',
  async (name) => {
    const xml = readFileSync(new URL(`bpmn/${name}.bpmn`, root), 'utf8');
    const { png, warnings } = await drawBpmn(browser, xml);
    writeFileSync(new URL(`var/bpmn/${name}.png`, root), png);
    expect(warnings).toEqual([]);
    expect(png.length).toBeGreaterThan(20_000);
  },
);
