import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PREFIX = 'wayfare-run-';

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Every server that a run starts leaves its process id in a file with one of these names. */
const pidsIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'base' ? [] : pidsIn(file);
    return ['postmaster.pid', 'redis.pid', 'mysql.pid'].includes(entry.name) ? [Number.parseInt(readFileSync(file, 'utf8'), 10)] : [];
  });

/** Ends what a run left running, the hard way (its data go too), and removes its folder. */
const clear = (folder) => {
  if (!existsSync(folder)) return;
  for (const pid of pidsIn(folder)) if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
};

/** Clears up after runs whose own process was killed before it could. */
const sweep = () => {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (pid && !isAlive(pid)) clear(path.join(tmpdir(), name));
  }
};

/** A folder for the servers of one run, which PostgreSQL's own account may enter too; gone, with all that ran in it, when `clear` is called. */
export const makeRunFolder = () => {
  sweep();
  const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755);
  return { folder, clear: () => clear(folder) };
};
