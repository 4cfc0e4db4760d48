import { spawnSync } from 'node:child_process';
import { type Account, unprivilegedAccount } from './account.js';

/** How a program of PostgreSQL is started: what stands before it on the command line, and under which ids. */
export interface Launch {
  readonly before: readonly string[];
  readonly ids: { readonly uid?: number; readonly gid?: number };
  /** Undefined when it runs as the person who started Wayfare. */
  readonly account: Account | undefined;
}

const PROBE = '"$0" --version >/dev/null && cd "$1"';

const works = (before: readonly string[], ids: Launch['ids'], binary: string, folder: string): boolean => {
  const [command = '/bin/sh', ...rest] = [...before, '/bin/sh', '-c', PROBE, binary, folder];
  return spawnSync(command, rest, { ...ids, stdio: 'ignore', cwd: '/' }).status === 0;
};

const withCapability = ({ uid, gid }: Account, capability: string): string[] => {
  const cap = `+${capability}`;
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', `--inh-caps=${cap}`, `--ambient-caps=${cap}`];
};

/**
 * Finds a way to run `binary` on `folder`. For an ordinary user there is nothing to find. For root it is a change of account; where that account
 * may not enter the folders above (a project in root's own home), PostgreSQL keeps the one capability that lets it pass them.
 */
export const findLaunch = (binary: string, folder: string): Launch => {
  const account = unprivilegedAccount();
  if (!account) return { before: [], ids: {}, account };
  const ids = { uid: account.uid, gid: account.gid };
  if (works([], ids, binary, folder)) return { before: [], ids, account };
  const before = ['dac_read_search', 'dac_override']
    .map((name) => withCapability(account, name))
    .find((way) => works(way, {}, binary, folder));
  if (before) return { before, ids: {}, account };
  throw new Error(
    `PostgreSQL runs as the user "${account.name}", who may not enter ${folder} or run ${binary}. ` +
      'Start Wayfare as an ordinary user, or move the project and WAYFARE_DATA to folders that everyone may enter.',
  );
};
