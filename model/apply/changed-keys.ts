import { isDeepStrictEqual } from 'node:util';
import type { Meta } from '../model-types.ts';

/**
 * The part of `wanted` that `current` does not have. `translations` are merged by language: ours are restored, those an
 * administrator added stay.
 */
export function changedKeys(wanted: Meta, current: Meta | null): Meta {
  const target: Meta = { ...wanted };
  if (Array.isArray(wanted['translations'])) {
    target['translations'] = mergedTranslations(wanted['translations'] as Meta[], current?.['translations']);
  }
  return Object.fromEntries(
    Object.entries(target).filter(([name, value]) => !isDeepStrictEqual(value, current?.[name] ?? null)),
  );
}

function mergedTranslations(ours: Meta[], theirs: unknown): Meta[] {
  const kept = Array.isArray(theirs) ? (theirs as Meta[]) : [];
  const missing = ours.filter((entry) => !kept.some(({ language }) => language === entry['language']));
  return [
    ...kept.map((entry) => ours.find(({ language }) => language === entry['language']) ?? entry),
    ...missing,
  ];
}
