import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** A model that somebody brings, and what has to be deployed with it. */
export interface ModelFile {
  /** Path within the folder. */
  name: string;
  text: string;
  /** What it calls or decides by and does not hold itself: texts by file name. */
  companions: Record<string, string>;
}

interface Resource {
  path: string;
  text: string;
  /** Ids of processes or decisions. */
  defines: string[];
}

/** All BPMN files in a folder and the folders in it; processes they call and decisions are looked for beside them first. */
export function readModelFiles(folder: string): ModelFile[] {
  const resources = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:bpmn|dmn)(?:20|11|\d+)?(?:\.xml)?$/.test(entry.name))
    .map((entry): Resource => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      return {
        path,
        text,
        defines: idsIn(text, /<(?:\w+:)?(?:process|decision)\b[^>]*?\sid\s*=\s*"\s*([^"]+?)\s*"/g),
      };
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  return resources
    .filter(({ path }) => basename(path).includes('.bpmn'))
    .map((model) => ({
      name: relative(folder, model.path),
      text: model.text,
      companions: Object.fromEntries(
        companionsOf(model, resources).map(({ path, text }) => [basename(path), text]),
      ),
    }));
}

function companionsOf(model: Resource, all: readonly Resource[]): Resource[] {
  const found = new Set<Resource>([model]);
  for (const resource of found) {
    for (const id of idsIn(resource.text, /(?:calledElement|decisionRef)\s*=\s*"([^"]+)"/g)) {
      if ([...found].some(({ defines }) => defines.includes(id))) continue;
      const candidates = all.filter(({ defines }) => defines.includes(id));
      const near = candidates.find(({ path }) => dirname(path) === dirname(model.path));
      const companion = near ?? candidates[0];
      if (companion) found.add(companion);
    }
  }
  found.delete(model);
  return [...found];
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, id]) => id ?? []);
}
