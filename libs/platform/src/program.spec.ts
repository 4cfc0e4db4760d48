import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, whenFileEnds } from '@wayfare/platform/testing';

/** A program of three lines, bundled as ours are: it listens nowhere, and ends as `END` says. */
const folder = mkdtempSync(path.resolve('node_modules/.cache/wayfare-program-'));
whenFileEnds(async () => rmSync(folder, { recursive: true }));
mkdirSync(path.join(folder, 'src'));
writeFileSync(
  path.join(folder, 'src', 'main.ts'),
  `import { runProgram } from '@wayfare/platform';
   const keepAlive = setInterval(() => undefined, 1000);
   await runProgram('tried', async () => {
     if (process.env.END === 'at start') throw new Error('no start');
     if (process.env.END === 'later') setTimeout(() => { void Promise.reject(new Error('nobody awaits')); }, 100);
     return { port: 7, stop: async () => { console.log('in order'); clearInterval(keepAlive); } };
   });`,
);
const file = path.join(folder, 'main.js');
execFileSync(process.execPath, [
  '--input-type=module',
  '-e',
  `
  import { bundle } from './scripts/lib/bundle.mjs';
  await bundle(${JSON.stringify(path.relative('.', path.join(folder, 'src', 'main.ts')))}, ${JSON.stringify(file)});
`,
]);

const GOOD = { DATABASE_URL: 'postgres://a@b/c', WAYFARE_SECRET: Buffer.alloc(32).toString('base64') };

const run = (env: NodeJS.ProcessEnv) => {
  const child: ChildProcess = fork(file, [], { env: { ...process.env, ...GOOD, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      output += String(chunk);
    });
  const messages: unknown[] = [];
  child.on('message', (message) => messages.push(message));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  whenFileEnds(async () => child.kill('SIGKILL'));
  return { child, messages, ended, output: () => output };
};

describe('runProgram', () => {
  it('tells its parent when it is ready, ignores Ctrl-C for the parent to decide, and stops in order when told to', async () => {
    const { child, messages, ended, output } = run({});
    await eventually(() => messages.length > 0);
    expect(messages).toEqual([{ ready: true, port: 7 }]);
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output()).toContain('in order');
    expect(output()).toContain('"why":"SIGTERM"');
  });

  it('stops in order when its parent is gone', async () => {
    const { child, messages, ended, output } = run({});
    await eventually(() => messages.length > 0);
    child.disconnect();
    expect(await ended).toBe(0);
    expect(output()).toContain('in order');
  });

  it('names the variable that does not hold, and nothing else', async () => {
    const { ended, output } = run({ WAYFARE_CLOCK: 'fast' });
    expect(await ended).toBe(78);
    expect(output()).toContain('WAYFARE_CLOCK');
    expect(output()).not.toContain('at ');
  });

  it.each([
    ['at start', 'no start'],
    ['later', 'nobody awaits'],
  ])('ends with an error when something fails %s', async (when, message) => {
    const { ended, output } = run({ END: when });
    expect(await ended).toBe(1);
    expect(output()).toContain(message);
  });
});
