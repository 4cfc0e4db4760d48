import type { BodyOf, ReplyOf, routes, User } from '@wayfare/contracts';
import { type Clock, conflict, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type Sql, type Tx } from '@wayfare/platform';
import { given } from './given.js';
import { hashPassword } from './password.js';
import { toUser, USER_COLUMNS, type UserRow } from './rows.js';
import { closeSessionsOf } from './sessions.js';

const INSERT = `
  INSERT INTO users (email, name, role, locale, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (email) DO NOTHING RETURNING ${USER_COLUMNS}`;

const UPDATE = `
  UPDATE users SET name = $2, role = $3, locale = $4, theme = $5, password_hash = $6, disabled_at = $7 WHERE id = $1 RETURNING ${USER_COLUMNS}`;

/** Addresses are compared without regard to case, as people write them. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();

type Fields = Pick<User, 'name' | 'role' | 'locale' | 'theme' | 'disabled'> & { readonly password: string };
export type UserChange = { readonly [K in keyof Fields]?: Fields[K] | undefined };

const audited = ({ name, role, locale, disabled }: User): object => ({ name, role, locale, disabled });

/** People with an account. */
export class Users {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<ReplyOf<typeof routes.users>> {
    const rows = await this.database.query<UserRow>(`SELECT ${USER_COLUMNS} FROM users ORDER BY disabled_at IS NOT NULL, name, id`);
    return { items: rows.map(toUser), next: null };
  }

  async byId(id: string): Promise<UserRow> {
    return findById(this.database, id);
  }

  async byEmail(email: string): Promise<UserRow | undefined> {
    const [row] = await this.database.query<UserRow>(`SELECT ${USER_COLUMNS} FROM users WHERE email = $1`, [normalEmail(email)]);
    return row;
  }

  async create(body: BodyOf<typeof routes.createUser>): Promise<User> {
    const passwordHash = await hashPassword(body.password);
    const user = await this.database.transaction((tx) => this.insert(tx, body, passwordHash));
    if (!user) throw conflict('email_taken', 'There is an account with this e-mail address already.');
    return user;
  }

  /** Makes the account unless there is one with this address; says whether it did. */
  async ensure(body: BodyOf<typeof routes.createUser>): Promise<boolean> {
    if (await this.byEmail(body.email)) return false;
    const passwordHash = await hashPassword(body.password);
    return this.database.transaction(async (tx) => (await this.insert(tx, body, passwordHash)) !== null);
  }

  /**
   * Changes an account. Who loses the password or the account loses their sessions with it, but for the one that asks (`keep`).
   * @throws AppError `last_admin` where nobody would be left to administer
   */
  async change(id: string, change: UserChange, keep?: Buffer): Promise<User> {
    const passwordHash = change.password === undefined ? undefined : await hashPassword(change.password);
    return this.database.transaction(async (tx) => {
      const admins = await tx.query<{ id: string }>(
        "SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE",
      );
      const row = await findById(tx, id, 'FOR UPDATE');
      const before = toUser(row);
      const { name, role, locale, theme, disabled } = { ...before, ...given(change) };
      const staysAdmin = role === 'admin' && !disabled;
      if (!staysAdmin && admins.length === 1 && admins[0]?.id === id)
        throw conflict('last_admin', 'This is the last administrator. Make somebody else one first.');
      const disabledAt = disabled ? (row.disabledAt ?? this.clock.now()) : null;
      const [stored] = await tx.query<UserRow>(UPDATE, [id, name, role, locale, theme, passwordHash ?? row.passwordHash, disabledAt]);
      if (!stored) throw notFound('user', id);
      if (passwordHash !== undefined || disabled) await closeSessionsOf(tx, id, keep);
      const after = toUser(stored);
      const secret = passwordHash === undefined ? {} : { password: 'changed' };
      await recordChange(tx, this.clock, {
        action: 'updated',
        kind: 'user',
        id,
        before: audited(before),
        after: { ...audited(after), ...secret },
      });
      return after;
    });
  }

  /** Notes that somebody was here. */
  async seen(id: string): Promise<void> {
    await this.database.query('UPDATE users SET last_seen_at = $2 WHERE id = $1', [id, this.clock.now()]);
  }

  private async insert(tx: Tx, body: BodyOf<typeof routes.createUser>, passwordHash: string): Promise<User | null> {
    const values = [normalEmail(body.email), body.name, body.role, body.locale ?? 'zh-CN', passwordHash, this.clock.now()];
    const [row] = await tx.query<UserRow>(INSERT, values);
    if (!row) return null;
    const user = toUser(row);
    await recordChange(tx, this.clock, { action: 'created', kind: 'user', id: user.id, after: { email: user.email, ...audited(user) } });
    return user;
  }
}

const findById = async (sql: Sql, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<UserRow> => {
  const [row] = await sql.query<UserRow>(`SELECT ${USER_COLUMNS} FROM users WHERE id = $1 ${lock}`, [id]);
  if (!row) throw notFound('user', id);
  return row;
};
