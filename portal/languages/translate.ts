import en from './en.json' with { type: 'json' };
import lg from './lg.json' with { type: 'json' };

/** Name of a text; every language file has exactly these. */
export type TextKey = keyof typeof en;

/** Languages of the pages, the default first. */
export const LANGUAGES = ['en', 'lg'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Gives a text in one language. */
export type Translate = (key: TextKey) => string;

const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, lg };

/** The texts of one language. */
export function textsIn(language: Language): Translate {
  return (key) => TEXTS[language][key];
}

/** Languages people may ask to be answered in (BCP 47), by the names their speakers use. */
export const ANSWER_LANGUAGES: [code: string, name: string][] = [
  ['en', 'English'],
  ['lg', 'Luganda'],
  ['ach', 'Acholi'],
  ['teo', 'Ateso'],
  ['laj', 'Lango'],
  ['lgg', 'Lugbara'],
  ['myx', 'Lumasaba'],
  ['xog', 'Lusoga'],
  ['kdj', 'Ngakarimojong'],
  ['nyn', 'Runyankole, Rukiga'],
  ['nyo', 'Runyoro, Rutooro'],
  ['sw', 'Kiswahili'],
];

/** The language of a page: the one asked for in the address, else the first of the browser's that we have, else English. */
export function chooseLanguage(asked: unknown, acceptLanguage: string | undefined): Language {
  const wanted = [asked, ...preferred(acceptLanguage ?? '')];
  return wanted.map(known).find((language) => language !== undefined) ?? LANGUAGES[0];
}

function known(tag: unknown): Language | undefined {
  const primary = typeof tag === 'string' ? tag.toLowerCase().split('-')[0] : undefined;
  return LANGUAGES.find((language) => language === primary);
}

function preferred(header: string): string[] {
  return header
    .slice(0, 200)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find(Boolean);
      return { tag, quality: Number(quality ?? 1) };
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
