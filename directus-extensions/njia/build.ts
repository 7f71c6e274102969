/**
 * Builds the bundle into `dist/`: run with `node directus-extensions/njia/build.ts`. Does nothing when no source changed.
 *
 * Not built with `directus-extension build`: that inlines everything into one file every visitor of the login page loads,
 * and takes five times as long. The parts built here are those Directus loads: `dist/app/index.js` and `dist/api.js`.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as buildApi } from 'esbuild';
import vue from '@vitejs/plugin-vue';
import { build as buildApp } from 'vite';
import type { Plugin } from 'vite';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '../..');
const DIST = join(HERE, 'dist');
const HASH_FILE = join(DIST, 'sources.sha256');

/** What the bundle is made of; a change of any of these makes a new build. */
const SOURCES = [
  'directus-extensions/njia/{build.ts,package.json}',
  'directus-extensions/njia/src/**/*',
  'schemas/*.ts',
  'model/{access/role-ids,identity/*}.ts',
  'package-lock.json',
];

/** Modules Directus' app brings along; bundling them again would give two Vues that do not know each other. */
const FROM_DIRECTUS = ['@directus/extensions-sdk', 'vue', 'vue-router', 'vue-i18n', 'pinia'];

/** Puts the style sheet into the entry: Directus serves one file per extension and asks for no CSS. */
function cssIntoEntry(): Plugin {
  return {
    name: 'css-into-entry',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((part) => part.type === 'chunk' && part.isEntry);
      if (entry?.type !== 'chunk') return;
      for (const [name, part] of Object.entries(bundle)) {
        if (part.type !== 'asset' || !name.endsWith('.css')) continue;
        const css = JSON.stringify(part.source.toString());
        entry.code = `{const s=document.createElement("style");s.textContent=${css};document.head.append(s)}${entry.code}`;
        delete bundle[name];
      }
    },
  };
}

async function buildAppPart(): Promise<void> {
  await buildApp({
    configFile: false,
    root: HERE,
    logLevel: 'warn',
    publicDir: false,
    plugins: [vue(), cssIntoEntry()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: join(DIST, 'app'),
      emptyOutDir: true,
      target: 'es2022',
      // Split style sheets make Vite preload them from /assets, which Directus does not serve: the route would fail.
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: {
        input: { index: join(HERE, 'src/app.entry.ts') },
        preserveEntrySignatures: 'strict',
        external: FROM_DIRECTUS,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
}

async function buildApiPart(): Promise<void> {
  await buildApi({
    entryPoints: [join(HERE, 'src/api.entry.ts')],
    outfile: join(DIST, 'api.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'warning',
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  });
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function builtHash(): string {
  try {
    return readFileSync(HASH_FILE, 'utf8');
  } catch {
    return '';
  }
}

const wanted = sourcesHash();
if (builtHash() !== wanted) {
  // Without the old mark a build that fails half-way is not taken for a good one.
  rmSync(HASH_FILE, { force: true });
  await Promise.all([buildAppPart(), buildApiPart()]);
  writeFileSync(HASH_FILE, wanted);
}
