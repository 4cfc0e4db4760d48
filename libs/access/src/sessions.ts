import type { Locale, Role } from '@wayfare/contracts';
import type { Clock } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { Caller } from './caller.js';
import { csrfTokenOf, hashOf, newSessionToken } from './secrets.js';

const DAY_MS = 86_400_000;
/** A session ends when it has not been used for so long, and at the latest so long after sign-in. */
export const SESSION_IDLE_MS = 14 * DAY_MS;
export const SESSION_MOST_MS = 90 * DAY_MS;
/** A session in use is renewed at most this often, so that reading pages does not mean writing rows. */
const RENEW_MS = 3_600_000;

export interface Origin {
  readonly ip: string;
  readonly userAgent: string | undefined;
}

interface SessionRow {
  userId: string;
  role: Role;
  locale: Locale;
  csrfHash: Buffer;
  createdAt: Date;
  expiresAt: Date;
}

const READ = `
  SELECT users.id AS "userId", users.role, users.locale, sessions.csrf_hash AS "csrfHash", sessions.created_at AS "createdAt",
    sessions.expires_at AS "expiresAt"
  FROM sessions JOIN users ON users.id = sessions.user_id
  WHERE sessions.token_hash = $1 AND sessions.expires_at > $2 AND users.disabled_at IS NULL`;

const OPEN = `
  INSERT INTO sessions (token_hash, user_id, csrf_hash, created_at, expires_at, user_agent, ip) VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/**
 * Sessions of browsers. Their lifetimes follow the machine's own clock (`wall`), also where the product runs on a virtual one: who moves
 * that by a month has not been away for a month.
 */
export class Sessions {
  constructor(
    private readonly sql: Sql,
    private readonly wall: Clock,
  ) {}

  /** Opens a session; the token it gives is shown to nobody but the cookie. */
  async open(userId: string, { ip, userAgent }: Origin): Promise<string> {
    const token = newSessionToken();
    const now = this.wall.now();
    const expiresAt = new Date(now.getTime() + SESSION_IDLE_MS);
    const csrfHash = hashOf(csrfTokenOf(token));
    await this.sql.query(OPEN, [hashOf(token), userId, csrfHash, now, expiresAt, userAgent?.slice(0, 500) ?? null, ip]);
    return token;
  }

  /** Whose session this is; null where there is none, it has run out, or the account is disabled. */
  async read(token: string): Promise<Caller | null> {
    const tokenHash = hashOf(token);
    const [row] = await this.sql.query<SessionRow>(READ, [tokenHash, this.wall.now()]);
    if (!row) return null;
    await this.renew(tokenHash, row);
    const session = { tokenHash, csrfHash: row.csrfHash, csrfToken: csrfTokenOf(token) };
    return { actor: `user:${row.userId}`, role: row.role, userId: row.userId, locale: row.locale, session };
  }

  async close(tokenHash: Buffer): Promise<void> {
    await this.sql.query('DELETE FROM sessions WHERE token_hash = $1', [tokenHash]);
  }

  /** Removes the sessions that have run out. */
  async sweep(): Promise<void> {
    await this.sql.query('DELETE FROM sessions WHERE expires_at <= $1', [this.wall.now()]);
  }

  private async renew(tokenHash: Buffer, { createdAt, expiresAt }: SessionRow): Promise<void> {
    const wanted = Math.min(this.wall.now().getTime() + SESSION_IDLE_MS, createdAt.getTime() + SESSION_MOST_MS);
    if (wanted - expiresAt.getTime() < RENEW_MS) return;
    await this.sql.query('UPDATE sessions SET expires_at = $2 WHERE token_hash = $1', [tokenHash, new Date(wanted)]);
  }
}

/** Ends a person's sessions, in the transaction that takes away their reason; `but` is the one that asks. */
export const closeSessionsOf = async (tx: Sql, userId: string, but?: Buffer): Promise<void> => {
  await tx.query('DELETE FROM sessions WHERE user_id = $1 AND token_hash IS DISTINCT FROM $2', [userId, but ?? null]);
};
