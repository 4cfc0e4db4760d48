import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, root } from './root.mjs';
import { timed } from './say.mjs';
import { sourceHash } from './source-hash.mjs';

const MARK = inRoot('dist', '.built');
const BUILT = ['dist/apps/api/main.js', 'dist/apps/worker/main.js', 'dist/apps/standalone/main.js', 'dist/apps/web/index.html'];

/** Builds what has changed (Nx keeps what has not); when nothing has changed since the last time, not even Nx is asked. */
export const buildIfChanged = async () => {
  const hash = sourceHash();
  const mark = existsSync(MARK) ? readFileSync(MARK, 'utf8') : '';
  if (mark === hash && BUILT.every((file) => existsSync(inRoot(file)))) return;
  await timed('Building', () => {
    const nx = inRoot('node_modules', 'nx', 'dist', 'bin', 'nx.js');
    const done = spawnSync(process.execPath, [nx, 'run-many', '-t', 'build', '--outputStyle=static'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false', NO_COLOR: '1' },
    });
    if (done.status !== 0) throw new Error(`The build failed:\n${done.stdout}${done.stderr}`);
  });
  mkdirSync(inRoot('dist'), { recursive: true });
  writeFileSync(MARK, hash);
};
