import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '@wayfare/platform';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** What `/proc` says of a process: its parent and the milliseconds of processor time that it and its ended children took; null where it is gone, or the system has no such files. */
const statOf = (pid: string): { parent: string; ms: number } | null => {
  try {
    const [parent = '', ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) \S /s, '')
      .split(' ');
    return { parent, ms: fields.slice(9, 13).reduce((sum, ticks) => sum + Number(ticks) * TICK_MS, 0) };
  } catch {
    return null;
  }
};

const familyMs = (pid: string): number => {
  const children = readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? (statOf(entry) ?? []) : []));
  return (statOf(pid)?.ms ?? 0) + children.filter(({ parent }) => parent === pid).reduce((sum, { ms }) => sum + ms, 0);
};

/**
 * The milliseconds of processor time that programs and PostgreSQL have taken so far, which say more on a busy machine than how long anything took. Null where the system does not tell.
 */
export const cpuMeter = async (
  database: Database,
  programs: Readonly<Record<string, number>>,
): Promise<() => Readonly<Record<string, number>> | null> => {
  const [backend] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const postmaster = statOf(String(backend?.pid))?.parent;
  if (postmaster === undefined) return () => null;
  const pids = Object.entries({
    ...Object.fromEntries(Object.entries(programs).map(([name, pid]) => [name, String(pid)])),
    postgres: postmaster,
  });
  return () => Object.fromEntries(pids.map(([name, pid]) => [name, familyMs(pid)]));
};
