import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, isAlive } from './process.js';

/** What PostgreSQL says about itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly ready: boolean;
}

const pidFile = (cluster: string): string => path.join(cluster, 'postmaster.pid');

/** Reads the file's text: the first line is the process, the eighth its state. */
export const parsePostmaster = (text: string): Postmaster | undefined => {
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
};

export const readPostmaster = (cluster: string): Postmaster | undefined => {
  try {
    return parsePostmaster(readFileSync(pidFile(cluster), 'utf8'));
  } catch {
    return undefined;
  }
};

const waitUntilGone = async (pid: number, ms: number): Promise<boolean> => {
  for (const end = Date.now() + ms; Date.now() < end; await pause(25)) if (!isAlive(pid)) return true;
  return !isAlive(pid);
};

/** Stops a postmaster: at first by closing its sessions, and if that takes too long at once (it then recovers at its next start). */
export const stopPostmaster = async (pid: number): Promise<void> => {
  for (const [signal, ms] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitUntilGone(pid, ms)) return;
  }
};

/**
 * Clears the way for a new start after the last supervisor died. A PostgreSQL that it left running is stopped; a pid file whose number
 * now belongs to another program is removed. All else is left to PostgreSQL, which knows its own stale files best.
 */
export const clearOrphan = async (cluster: string): Promise<void> => {
  const left = readPostmaster(cluster);
  if (!left || !isAlive(left.pid)) return;
  const command = commandOf(left.pid);
  if (command?.includes(cluster)) await stopPostmaster(left.pid);
  else if (command) rmSync(pidFile(cluster), { force: true });
};
