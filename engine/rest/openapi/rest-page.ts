import type { OpenApiDocument } from './openapi-routes.ts';

const HEAD = `<!-- Written by \`npm run docs:rest\` from the routes of the engine. -->

# The REST interface

What the engine serves below \`/engine-rest\`, and below \`/engine-rest/engine/default\`. \`GET /engine-rest/openapi.json\` of a
running engine describes parameters, bodies and answers. Names, statuses and errors are those of Camunda 7.24; where a route differs, its line
says so. Everywhere, a list refuses a filter that it does not know instead of listing everything, and numbers in JSON are exact up to
2^53 only.

Not served, of what Camunda 7 has: accounts and what hangs on them (\`/authorization\`, changing \`/user\`, \`/group\` and \`/tenant\`, the
password policy), stored filters (\`/filter\`), cases (\`caseInstanceId\` is taken and forgotten), \`/telemetry\`, \`/schema/log\`, and removing, or
setting removal times of, decision instances and batches: the former go with the instances they were made in, the latter stay until
they are removed one by one.
`;

const COLUMNS = ['route', 'what it does', 'other than in Camunda 7'];

/** The page that lists all routes, one line each. */
export function renderRestPage({ paths }: OpenApiDocument): string {
  const sections = new Map<string, string[][]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { tags, summary = '', description = '' }] of Object.entries(operations)) {
      const [tag = ''] = tags;
      const rows = sections.get(tag) ?? [];
      rows.push([`\`${method.toUpperCase()} ${path}\``, summary, description]);
      sections.set(tag, rows);
    }
  }
  const tables = [...sections]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([tag, rows]) => `\n## ${tag}\n\n${renderTable([COLUMNS, ...rows])}\n`);
  return HEAD + tables.join('');
}

/** Columns are padded, as the formatter of the project wants them. */
function renderTable(rows: string[][]): string {
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const [head = '', ...body] = rows.map((row) =>
    line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))),
  );
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}
