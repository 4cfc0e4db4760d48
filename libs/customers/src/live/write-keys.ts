import { randomBytes } from 'node:crypto';
import type { BodyOf, ReplyOf, routes, WriteKey } from '@wayfare/contracts';
import { type Clock, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type SecretsBox, type Sql } from '@wayfare/platform';

/** A key as the door for browsers needs it. */
export interface OpenKey {
  readonly id: string;
  readonly origins: readonly string[];
  readonly perMinute: number;
  /** With which the shop's server signs who somebody is. */
  readonly secret: string;
}

interface KeyRow extends Omit<WriteKey, 'createdAt'> {
  readonly createdAt: Date;
  readonly secret: string;
}

const COLUMNS = 'id, name, key, origins, per_minute AS "perMinute", created_at AS "createdAt", secret';
const LIST = `SELECT ${COLUMNS} FROM write_keys WHERE revoked_at IS NULL ORDER BY id DESC`;
const ONE = `SELECT ${COLUMNS} FROM write_keys WHERE id = $1 AND revoked_at IS NULL`;
const BY_KEY = `SELECT ${COLUMNS} FROM write_keys WHERE key = $1 AND revoked_at IS NULL`;
const INSERT = `
  INSERT INTO write_keys (name, key, origins, per_minute, secret, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`;
const CHANGE = `
  UPDATE write_keys SET name = coalesce($2, name), origins = coalesce($3, origins), per_minute = coalesce($4, per_minute)
  WHERE id = $1 AND revoked_at IS NULL RETURNING id`;
const REVOKE = 'UPDATE write_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING name';

/** A key that was read is good for so long: after that a change of it, or that it was taken back, is known in every process. */
const BELIEVED_MS = 5_000;
const SECRET_CONTEXT = 'write-key';

const toKey = ({ createdAt, secret: _, ...row }: KeyRow): WriteKey => ({ ...row, createdAt: createdAt.toISOString() });
const shown = ({ name, origins, perMinute }: WriteKey) => ({ name, origins, perMinute });

/**
 * Keys with which browsers send events. They stand in the source of public pages, so they are no secret and open nothing but the door for events; what belongs to each and is a secret is what the shop's server signs its
 * visitors with.
 */
export class WriteKeys {
  private readonly believed = new Map<string, { readonly key: OpenKey | null; readonly until: number }>();

  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock; readonly secrets: SecretsBox }) {}

  async writeKeys(): Promise<ReplyOf<typeof routes.writeKeys>> {
    return { items: (await this.deps.database.query<KeyRow>(LIST)).map(toKey) };
  }

  createWriteKey({ name, origins, perMinute }: BodyOf<typeof routes.createWriteKey>): Promise<ReplyOf<typeof routes.createWriteKey>> {
    const { database, clock, secrets } = this.deps;
    const key = `wk_${randomBytes(16).toString('base64url')}`;
    const secret = randomBytes(32).toString('base64url');
    return database.transaction(async (tx) => {
      const values = [name, key, unique(origins), perMinute, secrets.seal(secret, SECRET_CONTEXT), clock.now()];
      const [row] = await tx.query<{ id: string }>(INSERT, values);
      if (!row) throw new Error('the key was not stored');
      await recordChange(tx, clock, { action: 'created', kind: 'write_key', id: row.id, after: shown(await this.find(tx, row.id)) });
      return { id: row.id, key, secret };
    });
  }

  changeWriteKey(id: string, { name, origins, perMinute }: BodyOf<typeof routes.changeWriteKey>): Promise<WriteKey> {
    const { database, clock } = this.deps;
    this.believed.clear();
    return database.transaction(async (tx) => {
      const before = await this.find(tx, id);
      await tx.query(CHANGE, [id, name ?? null, origins ? unique(origins) : null, perMinute ?? null]);
      const after = await this.find(tx, id);
      await recordChange(tx, clock, { action: 'updated', kind: 'write_key', id, before: shown(before), after: shown(after) });
      return after;
    });
  }

  async revokeWriteKey(id: string): Promise<void> {
    const { database, clock } = this.deps;
    await database.transaction(async (tx) => {
      const [row] = await tx.query<{ name: string }>(REVOKE, [id, clock.now()]);
      if (!row) throw notFound('write_key', id);
      await recordChange(tx, clock, { action: 'revoked', kind: 'write_key', id, before: { name: row.name } });
    });
    this.believed.clear();
  }

  /** The key that a browser sent; null where there is none, or no longer. What was read is believed for a few seconds, so that a busy website costs no statement. */
  async open(key: string): Promise<OpenKey | null> {
    const known = this.believed.get(key);
    if (known && known.until > performance.now()) return known.key;
    const [row] = await this.deps.database.query<KeyRow>(BY_KEY, [key]);
    const { id = '', origins = [], perMinute = 0, secret = '' } = row ?? {};
    const open = row ? { id, origins, perMinute, secret: this.deps.secrets.open(secret, SECRET_CONTEXT) } : null;
    if (this.believed.size > 1_000) this.believed.clear();
    this.believed.set(key, { key: open, until: performance.now() + BELIEVED_MS });
    return open;
  }

  private async find(sql: Sql, id: string): Promise<WriteKey> {
    const [row] = await sql.query<KeyRow>(ONE, [id]);
    if (!row) throw notFound('write_key', id);
    return toKey(row);
  }
}

/** Origins as browsers write them: in lower case. */
const unique = (origins: readonly string[]): string[] => [...new Set(origins.map((origin) => origin.toLowerCase()))];
