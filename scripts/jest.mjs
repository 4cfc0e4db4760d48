// Runs jest with the flags that native ES modules need; arguments are passed through: `node scripts/jest.mjs libs/kernel`.
import { spawn } from 'node:child_process';
import { inRoot, root } from './lib/root.mjs';
import { makeRunFolder } from './lib/run-folder.mjs';

const run = makeRunFolder();
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const child = spawn(process.execPath, [...flags, inRoot('node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, WAYFARE_TEST_FOLDER: run.folder },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGKILL'));
child.on('exit', (code) => {
  run.clear();
  process.exit(code ?? 1);
});
