import type { Language } from '../languages/translate.ts';

/** A moment (ISO 8601) as people of the network read it: in Kampala time. `dateStyle`: how much is said of the day. */
export function localTime(moment: string, language: Language, dateStyle: 'full' | 'medium'): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle,
    timeStyle: 'short',
    timeZone: 'Africa/Kampala',
  }).format(new Date(moment));
}
