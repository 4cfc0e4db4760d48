// The browser suite (apps/web/e2e): starts the whole product on an empty data folder with a virtual clock, then Chromium, then jest.
// Arguments go to jest: `node scripts/e2e.mjs -t canvas`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBrowser } from './lib/browser.mjs';
import { inRoot, root } from './lib/root.mjs';
import { makeRunFolder } from './lib/run-folder.mjs';

const READY_MS = 180_000;

/** Where no browser starts the suite is not run, which is said in the last lines; on a CI machine that is a failure. */
const sayNotRun = () => {
  const note =
    'The browser suite did not run: no Chromium starts here. Set CHROMIUM_PATH, or install one (Debian: apt-get install chromium).';
  console.log(note);
  const counts = { passed: 0, failed: process.env.CI ? 1 : 0, note };
  if (process.env.WAYFARE_TEST_COUNTS) writeFileSync(process.env.WAYFARE_TEST_COUNTS, JSON.stringify(counts));
  process.exit(counts.failed);
};

const startProduct = async (data) => {
  const output = [];
  const child = spawn(process.execPath, [inRoot('scripts', 'start.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      WAYFARE_DATA: data,
      PORT: '0',
      WAYFARE_CLOCK: 'virtual',
      LANG: 'C',
      DATABASE_URL: '',
      REDIS_URL: '',
      SMTP_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const file = path.join(data, 'access.json');
  for (const end = Date.now() + READY_MS; !existsSync(file); await pause(200)) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`The product did not start:\n${Buffer.concat(output)}`);
  }
  return { child, access: JSON.parse(readFileSync(file, 'utf8')) };
};

const ended = (child) => new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(child.exitCode)));

const browser = await findBrowser();
if (!browser) sayNotRun();

const run = makeRunFolder();
let code = 1;
try {
  const { child, access } = await startProduct(path.join(run.folder, 'data'));
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = spawn(
    process.execPath,
    [...flags, inRoot('node_modules', 'jest', 'bin', 'jest.js'), '--config', inRoot('jest.e2e.config.mjs'), ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, WAYFARE_STAGE: JSON.stringify({ ...access, browser }), WAYFARE_TEST_FOLDER: run.folder },
    },
  );
  code = await ended(jest);
  child.kill('SIGTERM');
  await ended(child);
} catch (error) {
  console.error(error.message);
} finally {
  run.clear();
}
process.exit(code ?? 1);
