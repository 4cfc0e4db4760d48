import { chmodSync, mkdtempSync } from 'node:fs';
import path from 'node:path';

/** A new folder in that of the run; it goes with the run, and so does a server that keeps its pid file in it. */
export const testFolder = (name: string): string => {
  const run = process.env.WAYFARE_TEST_FOLDER;
  if (!run) throw new Error('Run the tests with `node scripts/jest.mjs`: it clears up after them.');
  const folder = mkdtempSync(path.join(run, `${name}-`));
  chmodSync(folder, 0o755);
  return folder;
};
