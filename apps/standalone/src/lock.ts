import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, isAlive } from '@wayfare/platform';
import { z } from 'zod';
import { StartError } from './start-error.js';

/** A process and what it runs: a number alone may belong to another program by now. */
const processSchema = z.object({ pid: z.int(), command: z.string() });
const schema = processSchema.extend({ children: z.array(processSchema).default([]) });
type Process = z.infer<typeof processSchema>;

const ORPHAN_MS = 12_000;

const identify = (pid: number): Process => ({ pid, command: commandOf(pid) ?? '' });
const stillRuns = ({ pid, command }: Process): boolean => isAlive(pid) && commandOf(pid) === command;

const read = (file: string): z.infer<typeof schema> | undefined => {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
};

/** Children notice by themselves that their parent is gone, and end in order; one that has not after a while is ended. */
const waitForOrphans = async (children: readonly Process[]): Promise<void> => {
  for (const end = Date.now() + ORPHAN_MS; Date.now() < end && children.some(stillRuns); ) await pause(50);
  for (const child of children.filter(stillRuns)) process.kill(child.pid, 'SIGKILL');
};

/**
 * One Wayfare for each data folder. The lock names the process that holds it and its children, so that one left behind by a crash is told
 * from one that runs, and what is left of a crash is gone before a new start.
 */
export class InstanceLock {
  private children: readonly Process[] = [];

  private constructor(private readonly file: string) {}

  /** @throws StartError `already_running` */
  static async take(dataFolder: string): Promise<InstanceLock> {
    const file = path.join(dataFolder, 'wayfare.lock');
    const held = read(file);
    if (held && stillRuns(held)) throw new StartError('already_running', { folder: dataFolder, pid: held.pid });
    await waitForOrphans(held?.children ?? []);
    rmSync(file, { force: true });
    const lock = new InstanceLock(file);
    lock.write('wx');
    return lock;
  }

  /** Notes the children that run now. */
  note(pids: readonly number[]): void {
    this.children = pids.map(identify);
    this.write('w');
  }

  release(): void {
    rmSync(this.file, { force: true });
  }

  private write(flag: 'w' | 'wx'): void {
    writeFileSync(this.file, JSON.stringify({ ...identify(process.pid), children: this.children }), { flag, mode: 0o600 });
  }
}
