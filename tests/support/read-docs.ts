import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A command, path or link that a page names. */
export interface Mention {
  page: string;
  text: string;
}

/** What npm does by itself. */
const NPM_ITSELF = ['install', 'ci', 'audit', 'pack'];
/** Made by running Njia or by a build, so not in the tree. */
const MADE_LATER = /^(data|var|node_modules)\/|(^|\/)dist(\/|$)/;

/** The pages people read: the two in the root, and every one below `docs/`. */
export function pagesOf(root: string): string[] {
  return ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root }).sort()];
}

/** Commands of npm, npx and node in code blocks and between backticks, with what they name first: `npm run bench`. */
export function commandsIn(page: string, text: string): Mention[] {
  const pattern = /\b(npm run [\w:-]+|npm [a-z]+|npx [\w-]+|node [\w./-]+\.(?:ts|mjs))/g;
  return codeIn(text).flatMap((code) =>
    [...code.matchAll(pattern)].map(([command]) => ({ page, text: command })),
  );
}

/** Paths of the repository between backticks, and the targets of relative links, as paths from the root. */
export function pathsIn(page: string, text: string, root: string): Mention[] {
  const folders = topFolders(root);
  const named = [...withoutBlocks(text).matchAll(/`([\w.*{},/-]+)`/g)]
    .map(([, path = '']) => path)
    .filter(
      (path) => folders.some((folder) => path.startsWith(`${folder}/`)) || /^\.env\.example$/.test(path),
    );
  const linked = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target));
  return [...named, ...linked].filter((path) => !MADE_LATER.test(path)).map((path) => ({ page, text: path }));
}

/** Whether a command named by a page can be given: a script of package.json, an installed tool, a file. */
export function commandExists(command: string, root: string): boolean {
  const [tool, first = '', second = ''] = command.split(' ');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  if (tool === 'npx') return existsSync(join(root, 'node_modules/.bin', first));
  if (tool === 'node') return existsSync(join(root, first));
  if (first === 'run') return second in scripts;
  return first in scripts || NPM_ITSELF.includes(first);
}

/** Whether a path or pattern is in the tree. */
export function pathExists(path: string, root: string): boolean {
  return existsSync(join(root, path)) || globSync(path, { cwd: root }).length > 0;
}

/** The folders a newcomer sees first; what is hidden, installed or made later is not among them. */
export function topFolders(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !MADE_LATER.test(`${entry.name}/`),
    )
    .map(({ name }) => name);
}

function codeIn(text: string): string[] {
  const blocks = [...text.matchAll(/```\w*\n([^]*?)```/g)].map(([, code = '']) => code);
  return [...blocks, ...[...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)];
}

function withoutBlocks(text: string): string {
  return text.replaceAll(/```[^]*?```/g, '');
}
