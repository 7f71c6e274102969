/** A moment (ISO 8601) as a day that nobody misreads: the month as a word, in the order of the browser's language. */
export function day(moment: string | null): string {
  return moment ? new Date(moment).toLocaleDateString(undefined, { dateStyle: 'medium' }) : '';
}
