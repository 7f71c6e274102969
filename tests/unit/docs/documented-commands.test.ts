import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PlainSettings, SecretSettings } from '../../../schemas/config.ts';
import {
  commandExists,
  commandsIn,
  pagesOf,
  pathExists,
  pathsIn,
  topFolders,
} from '../../support/read-docs.ts';
import type { Mention } from '../../support/read-docs.ts';

const root = join(import.meta.dirname, '../../..');
const pages = pagesOf(root).map((page) => ({ page, text: readFileSync(join(root, page), 'utf8') }));
const show = ({ page, text }: Mention): string => `${page}: ${text}`;

/** Pages for people; long ones are not read. */
const FOR_PEOPLE = [
  'docs/coordinators.md',
  'docs/administrators.md',
  'docs/operations/running.md',
  'docs/privacy.md',
];

describe('the documentation', () => {
  it('names only commands that exist', () => {
    const named = pages.flatMap(({ page, text }) => commandsIn(page, text));
    expect(named.map(({ text }) => text)).toContain('npm start');
    expect(named.filter(({ text }) => !commandExists(text, root)).map(show)).toEqual([]);
  });

  it('names and links only files and folders that exist', () => {
    const named = pages.flatMap(({ page, text }) => pathsIn(page, text, root));
    expect(named.map(({ text }) => text)).toContain('bpmn/case-management.bpmn');
    expect(named.filter(({ text }) => !pathExists(text, root)).map(show)).toEqual([]);
  });

  it('names only settings that exist, in the pages for people', () => {
    const settings = new Set(Object.keys({ ...PlainSettings.shape, ...SecretSettings.shape }));
    const named = pages
      .filter(({ page }) => FOR_PEOPLE.includes(page))
      .flatMap(({ page, text }) =>
        [...text.matchAll(/`([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/g)].map(([, name = '']) => ({
          page,
          text: name.replace(/_FILE$/, ''),
        })),
      );
    expect(named.map(({ text }) => text)).toContain('IDENTITY_KEY');
    expect(named.filter(({ text }) => !settings.has(text)).map(show)).toEqual([]);
  });

  it.each(FOR_PEOPLE)('is short enough to be read: %s', (page) => {
    const text = pages.find((one) => one.page === page)?.text ?? '';
    expect(text.split('\n').length).toBeGreaterThan(20);
    expect(text.split('\n').length).toBeLessThanOrEqual(121);
  });

  it.each(topFolders(root))('says what is in the folder %s in at most 15 lines', (folder) => {
    const text = readFileSync(join(root, folder, 'README.md'), 'utf8');
    expect(text).toMatch(/^# /);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  });
});

describe('the check of the documentation', () => {
  const planted = [
    'Run `npm run no-such-script` or `npx no-such-tool`, read `bpmn/no-such-file.bpmn`',
    'and [this](no-such-page.md).',
    '```sh',
    'npm run bench && node engine/no-such-main.ts',
    '```',
  ].join('\n');

  it('finds a command that does not exist, in text and in code blocks', () => {
    const missing = commandsIn('docs/page.md', planted).filter(({ text }) => !commandExists(text, root));
    expect(missing.map(({ text }) => text).toSorted()).toEqual([
      'node engine/no-such-main.ts',
      'npm run no-such-script',
      'npx no-such-tool',
    ]);
  });

  it('finds a path and a link that lead nowhere', () => {
    const missing = pathsIn('docs/page.md', planted, root).filter(({ text }) => !pathExists(text, root));
    expect(missing.map(({ text }) => text)).toEqual(['bpmn/no-such-file.bpmn', 'docs/no-such-page.md']);
  });
});
