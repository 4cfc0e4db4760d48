import { readFileSync } from 'node:fs';

/** An account of this machine that is not root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const parse = (line: string): Account | undefined => {
  const [name, , uid, gid] = line.split(':');
  return name && uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
};

/** Picks the account that PostgreSQL runs as: its own where one exists, else the one that owns nothing. */
export const pickAccount = (passwd: string): Account | undefined => {
  const accounts = passwd.split('\n').flatMap((line) => parse(line) ?? []);
  return accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody');
};

/**
 * PostgreSQL refuses to run as root. Started by root (a container, a CI machine), it is run as `postgres` or `nobody`;
 * started by anyone else it runs as that person, and this is undefined.
 */
export const unprivilegedAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const account = pickAccount(readFileSync('/etc/passwd', 'utf8'));
  if (!account)
    throw new Error(
      'PostgreSQL cannot run as root, and this machine has neither a user "postgres" nor "nobody". Start Wayfare as another user.',
    );
  return account;
};
