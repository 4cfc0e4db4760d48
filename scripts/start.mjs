// `npm start`: builds what has changed, then runs everything on this machine (apps/standalone). Arguments are passed on: `npm start -- --demo`.
import { spawn } from 'node:child_process';
import { buildIfChanged } from './lib/build.mjs';
import { inRoot, root } from './lib/root.mjs';

try {
  await buildIfChanged();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.chdir(root);
const child = spawn(process.execPath, ['--enable-source-maps', inRoot('dist', 'apps', 'standalone', 'main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself, since it is in the same group; a signal sent to this process alone is passed on. The child decides when all is over.
process.on('SIGINT', () => child.kill('SIGINT'));
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
