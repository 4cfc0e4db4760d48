// `npm run check`: what is right about the code without running it. Says what runs, and ends with an error if anything is wrong.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRoot, root } from './lib/root.mjs';
import { seconds } from './lib/say.mjs';

const bin = (name) => [process.execPath, inRoot('node_modules', ...name)];
const TREES = ['apps', 'libs', 'migrations', 'tests', 'bench'].filter((name) => existsSync(inRoot(name)));

const tsc = (project, name) => [
  ...bin(['typescript', 'bin', 'tsc']),
  ...['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', inRoot('node_modules', '.cache', `${name}.tsbuildinfo`)],
];

const CHECKS = [
  ['Format and lint', [...bin(['@biomejs', 'biome', 'bin', 'biome']), 'check', '--error-on-warnings', '--max-diagnostics=200', '.']],
  ['Types: libs, apps, tests', tsc('tsconfig.json', 'node')],
  ['Types: web', tsc('apps/web/tsconfig.json', 'web')],
  [
    'Layers, doors and cycles',
    [...bin(['dependency-cruiser', 'bin', 'dependency-cruise.mjs']), '--config', '.dependency-cruiser.mjs', ...TREES],
  ],
  ['Unused code and packages', [...bin(['knip', 'bin', 'knip.js']), '--no-progress', '--no-config-hints']],
];

/** Runs one check; its words are shown only when it fails. */
const run = ([name, [command, ...args]]) =>
  new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
    });
    const words = [];
    child.stdout.on('data', (chunk) => words.push(chunk));
    child.stderr.on('data', (chunk) => words.push(chunk));
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds(began)})`);
      if (code !== 0) console.log(Buffer.concat(words).toString().trimEnd());
      resolve(code === 0);
    });
  });

// Two at a time: they use whole cores, and ordinary machines have few.
const queue = CHECKS.values();
const results = [];
const lane = async () => {
  for (const check of queue) results.push(await run(check));
};
await Promise.all([lane(), lane()]);
process.exit(results.every(Boolean) ? 0 : 1);
