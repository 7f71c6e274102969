import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import chromium, { inflate, setupLambdaEnvironment } from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

const VAR = join(import.meta.dirname, '../../var');
const FOLDER = join(VAR, 'browser');
const LIBRARIES = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin/al2023.tar.br');

/** Starts the headless browser that comes from npm; it reaches nothing but what a test opens. Close it after use. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await unpackedBrowser(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Unpacks the browser once for this checkout; several test files may ask at the same time. */
async function unpackedBrowser(): Promise<string> {
  if (!existsSync(FOLDER)) {
    mkdirSync(VAR, { recursive: true });
    const place = mkdtempSync(join(VAR, 'browser-'));
    await unpackInto(place);
    try {
      renameSync(place, FOLDER);
    } catch {
      // Another test file was faster.
      rmSync(place, { recursive: true, force: true });
    }
  }
  setupLambdaEnvironmentIfNeeded();
  return join(FOLDER, 'chromium');
}

/** The package unpacks into the system's temporary folder; for that moment it is one of ours. */
async function unpackInto(place: string): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = place;
  try {
    await chromium.executablePath();
    await inflate(LIBRARIES);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** A bare machine lacks libraries a browser needs; the package brings them, for use only where the system's are missing. */
function setupLambdaEnvironmentIfNeeded(): void {
  try {
    execFileSync(join(FOLDER, 'chromium'), ['--version'], { stdio: 'ignore' });
  } catch {
    setupLambdaEnvironment(join(FOLDER, 'al2023', 'lib'));
  }
}
