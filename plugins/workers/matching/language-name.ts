/** Names people use where the standard list has a scholarly one. */
const LOCAL_NAMES: Record<string, string> = {
  ach: 'Acholi',
  kdj: 'Ngakarimojong',
  lg: 'Luganda',
  myx: 'Lumasaba',
  nyn: 'Runyankole-Rukiga',
  nyo: 'Runyoro-Rutooro',
  teo: 'Ateso',
  xog: 'Lusoga',
};

/** The English name of a language code (BCP 47), or the code when it is not known. */
export function languageName(code: string): string {
  return LOCAL_NAMES[code] ?? new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
}
