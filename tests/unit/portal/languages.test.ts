import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../../../portal/languages/en.json' with { type: 'json' };
import { chooseLanguage, LANGUAGES, textsIn } from '../../../portal/languages/translate.ts';
import { CASE_STATUSES, DECLINE_REASONS, RISK_LEVELS } from '../../../schemas/codes.ts';

const folder = new URL('../../../portal/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');

describe('the languages', () => {
  it.each(LANGUAGES)('%s has every text, in the same order, and none empty', (language) => {
    const texts = JSON.parse(read(`languages/${language}.json`)) as Record<string, string>;
    expect(Object.keys(texts)).toEqual(Object.keys(en));
    expect(Object.entries(texts).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('are exactly the files of the folder', () => {
    const files = readdirSync(new URL('languages/', folder)).filter((name) => name.endsWith('.json'));
    expect(files.toSorted()).toEqual(LANGUAGES.map((language) => `${language}.json`).toSorted());
  });

  it('translate: only the name of the site, of the languages and of nothing else is the same', () => {
    const [english, luganda] = [textsIn('en'), textsIn('lg')];
    const keys = Object.keys(en) as (keyof typeof en)[];
    expect(keys.filter((key) => english(key) === luganda(key))).toEqual(['site.name']);
  });

  it('have words for every status, reason and risk level', () => {
    const wanted = [
      ...CASE_STATUSES.flatMap((status) => [`status.${status}`, `status.${status}.next`]),
      ...DECLINE_REASONS.map((reason) => `reason.${reason}`),
      ...RISK_LEVELS.map((level) => `risk.${level}`),
    ];
    expect(wanted.filter((key) => !(key in en))).toEqual([]);
  });

  it('hold no text that no page uses', () => {
    const source = ['pages', 'routes', 'forms', '.']
      .flatMap((name) => readdirSync(new URL(`${name}/`, folder), { withFileTypes: true }))
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
      .join('\n');
    const generated =
      /^(status|reason|risk|answered|language|messages|ask\.(name|phone|safeContact)|problem\.(reason|note))\b/;
    const unused = Object.keys(en).filter((key) => !generated.test(key) && !source.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });
});

describe('the language of a page', () => {
  it.each([
    ['lg', 'en', 'lg'],
    [undefined, 'lg-UG,lg;q=0.9,en;q=0.8', 'lg'],
    [undefined, 'fr;q=1, en;q=0.5, lg;q=0.7', 'lg'],
    ['xx', undefined, 'en'],
    [['lg', 'en'], undefined, 'en'],
    [undefined, '<script>', 'en'],
  ])('asked %j, browser %j: %s', (asked, header, expected) => {
    expect(chooseLanguage(asked, header)).toBe(expected);
  });
});
