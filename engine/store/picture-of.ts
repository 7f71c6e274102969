/**
 * The SQL of the name of the picture that was deployed beside the file of a definition `d`, under the file's name, with or without the
 * key of the definition, as Camunda looks for it.
 *
 * @param suffixes of such files, as a pattern
 */
export const pictureOf = (d: string, suffixes: string): string => {
  const base = `regexp_replace(${d}.resource_name, '(${suffixes})$', '')`;
  return `(SELECT r.name FROM engine.resources r
    JOIN unnest(ARRAY['svg', 'png', 'jpg', 'gif']) WITH ORDINALITY AS s(suffix, rank)
      ON r.name = ${base} || ${d}.key || '.' || s.suffix OR r.name = ${base} || s.suffix
    WHERE r.deployment_id = ${d}.deployment_id ORDER BY s.rank, length(r.name) DESC LIMIT 1)`;
};
