// `npm test`: everything. Checks, build, all of jest, then the browser suite; the last line says how many tests passed and failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { inRoot, root } from './lib/root.mjs';
import { seconds } from './lib/say.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'wayfare-counts-'));
const script = (name) => inRoot('scripts', name);

/** Runs a script to its end; its words go straight to the terminal. */
const run = (title, file, args = [], env = {}) => {
  console.log(`\n── ${title}`);
  const began = performance.now();
  const done = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(`── ${title}: ${done.status === 0 ? 'good' : 'NOT GOOD'} (${seconds(began)})`);
  return done.status === 0;
};

/** Runs a suite that leaves `{ passed, failed, note? }` in a file; one that leaves nothing has failed as a whole. */
const suite = (title, file, args = []) => {
  const counts = path.join(folder, `${title}.json`);
  const good = run(title, file, args, { WAYFARE_TEST_COUNTS: counts });
  const found = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 1 };
  return good || found.failed > 0 ? found : { ...found, failed: 1 };
};

const step = (title, good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, title });

const build = async () => {
  try {
    await buildIfChanged();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
};

const results = [
  step('check', run('Check', script('check.mjs'))),
  step('build', await build()),
  suite('Tests', script('jest.mjs')),
  suite('Browser', script('e2e.mjs')),
];
rmSync(folder, { recursive: true, force: true });

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log('');
for (const { note } of results) if (note) console.log(note);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
