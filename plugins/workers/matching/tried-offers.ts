/** The offers tried so far plus one, each once: adding it again after a crash changes nothing. */
export function withTriedOffer(tried: unknown, offerId: string | null): string[] {
  const known = Array.isArray(tried) ? tried.filter((id) => typeof id === 'string') : [];
  return offerId === null || known.includes(offerId) ? known : [...known, offerId];
}
