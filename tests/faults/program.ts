import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { ReadyMessage } from '@wayfare/platform';
import { eventually, whenFileEnds } from '@wayfare/platform/testing';

/** A process of its own takes long to start on a busy machine. */
const START_MS = 90_000;

const run = async (command: string): Promise<void> => {
  const [code] = await once(spawn(process.execPath, ['--input-type=module', '-e', command], { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`failed: ${command}`);
};

/** The api or the worker as it is shipped, bundled once for a test file; it has to stand where it finds its packages. */
export const bundleProgram = async (name: 'api' | 'worker'): Promise<string> => {
  const file = path.resolve('node_modules', '.cache', `wayfare-${name}-${process.pid}`, `${name}.mjs`);
  whenFileEnds(async () => rmSync(path.dirname(file), { recursive: true, force: true }));
  await run(`import { bundle } from './scripts/lib/bundle.mjs'; await bundle('apps/${name}/src/main.ts', ${JSON.stringify(file)});`);
  return file;
};

/** Starts a program as a process of its own and waits until it works; it is killed when the test file ends, if not before. */
export const startProgram = async (
  bundled: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly port: number; readonly pid: number; kill(): Promise<void> }> => {
  const child: ChildProcess = spawn(process.execPath, [bundled], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  whenFileEnds(async () => child.kill('SIGKILL'));
  let port: number | undefined;
  child.on('message', (message: ReadyMessage) => {
    port = message.port;
  });
  await eventually(() => port !== undefined, START_MS);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return { port: port ?? 0, pid: child.pid ?? 0, kill };
};
