import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** The project's own lint rules but for those that need types, on text that is in no file. */
async function lint(code: string, filePath: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] });
  const results = await eslint.lintText(code, { filePath: join(ROOT, filePath) });
  return results.flatMap((result) => result.messages.map((message) => message.ruleId ?? message.message));
}

describe('the lint gate catches', () => {
  it.each([
    ['the engine importing the portal', 'engine/store/x.ts', `import '../../portal/main.ts';\n`],
    ['the store importing a use case', 'engine/store/x.ts', `import '../usecases/deploy.ts';\n`],
    ['an executor importing the store', 'engine/executors/x.ts', `import '../store/migrate.ts';\n`],
    ['a plugin importing the model', 'plugins/workers/x.ts', `import '../../model/apply.ts';\n`],
    ['the contract importing a part', 'schemas/x.ts', `import '../engine/main.ts';\n`],
  ])('%s', async (_what, file, code) => {
    expect(await lint(code, file)).toContain('import-x/no-restricted-paths');
  });

  it('an exported function without a word on what it does', async () => {
    expect(await lint('export function f(): void {}\n', 'engine/x.ts')).toContain('jsdoc/require-jsdoc');
  });

  it('a file that has grown past one purpose', async () => {
    expect(await lint('// line\n'.repeat(401), 'engine/x.ts')).toContain('max-lines');
  });

  it('a function nobody can read at once', async () => {
    const body = 'f();\n'.repeat(61);
    expect(await lint(`function f(): void {\n${body}}\nf();\n`, 'engine/x.ts')).toContain(
      'max-lines-per-function',
    );
  });
});

it('the lint gate lets a good file pass', async () => {
  expect(await lint(`/** Says one. */\nexport const one = 1;\n`, 'engine/x.ts')).toEqual([]);
});
