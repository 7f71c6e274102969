import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintModel } from './lint-model.ts';

/** `npm run lint:bpmn [-- file …]`: what in these diagrams is not portable; without files, in all of `bpmn/`. Exits 1 on errors. */
const FOLDER = join(import.meta.dirname, '..');

function filesToCheck(): string[] {
  const given = process.argv.slice(2);
  if (given.length > 0) return given;
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.bpmn'))
    .map((name) => join(FOLDER, name));
}

let errors = 0;
for (const file of filesToCheck()) {
  const findings = await lintModel(readFileSync(file, 'utf8'));
  errors += findings.filter(({ severity }) => severity === 'error').length;
  const lines = findings.map(
    ({ severity, elementId, message, rule }) => `  ${severity}  ${elementId}: ${message} (${rule})`,
  );
  process.stdout.write([`${file}: ${findings.length === 0 ? 'fine' : ''}`, ...lines, ''].join('\n'));
}
process.exitCode = errors === 0 ? 0 : 1;
