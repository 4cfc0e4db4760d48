import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../scripts/lib/bundle.mjs';
import { inRoot } from '../scripts/lib/root.mjs';

/**
 * Starts one PostgreSQL for the run (or takes the one in TEST_DATABASE_URL) and builds the template database that each test file clones.
 * Every run has its own port and folder, so that several may run at once.
 */
export default async function globalSetup() {
  const runFolder = process.env.WAYFARE_TEST_FOLDER;
  if (!runFolder) throw new Error('Run the tests with `node scripts/jest.mjs`: it clears up after them.');
  const cache = inRoot('node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'wayfare-test-'));
  try {
    const file = path.join(folder, 'template.mjs');
    await bundle('tests/template.ts', file);
    const { prepare } = await import(pathToFileURL(file).href);
    const prepared = await prepare(process.env.TEST_DATABASE_URL, path.join(runFolder, 'postgres'));
    process.env.WAYFARE_TEST_TEMPLATE = prepared.template;
    globalThis.__wayfareDispose = prepared.dispose;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
