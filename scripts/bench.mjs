// `npm run bench -- engine --customers 1000000 --json`: builds bench/<name>.ts and runs it; its last line is JSON.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { bundle } from './lib/bundle.mjs';
import { inRoot, root } from './lib/root.mjs';
import { makeRunFolder } from './lib/run-folder.mjs';

const [name, ...options] = process.argv.slice(2);
const benches = readdirSync(inRoot('bench')).flatMap((file) => /^(?!harness)(\w[\w-]*)\.ts$/.exec(file)?.[1] ?? []);
if (!name || !existsSync(inRoot('bench', `${name}.ts`)) || !benches.includes(name)) {
  console.error(`Which bench? npm run bench -- <${benches.join(' | ')}> [--option value …] [--redis] [--json]`);
  process.exit(1);
}

const file = inRoot('dist', 'bench', `${name}.js`);
await bundle(`bench/${name}.ts`, file);
const run = makeRunFolder();
const child = spawn(process.execPath, ['--enable-source-maps', file, ...options], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, WAYFARE_BENCH_FOLDER: run.folder },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGKILL'));
child.on('exit', (code) => {
  run.clear();
  process.exit(code ?? 1);
});
