import { type BodyOf, type ReplyOf, type Role, routes } from '@wayfare/contracts';
import { type Clock, notFound } from '@wayfare/kernel';
import { type Database, Group, recordChange } from '@wayfare/platform';
import type { Caller } from './caller.js';
import { TOKEN_COLUMNS, type TokenRow, toToken } from './rows.js';
import { hashOf, newApiToken, shownPrefix } from './secrets.js';

/** The last use of a token is noted at most this often. */
const NOTE_MS = 60_000;

const INSERT = `
  INSERT INTO api_tokens (name, token_hash, prefix, role, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`;

const READ = `
  SELECT encode(token_hash, 'hex') AS hash, id, role, last_used_at AS "lastUsedAt" FROM api_tokens
  WHERE token_hash = ANY($1::bytea[]) AND revoked_at IS NULL`;

/** While requests keep coming, tokens are looked up together, and so often at most. A look-up begins after those who share it have come, so a revoked token is refused from the next request on. */
const LOOKING_UP = { lanes: 2, apartMs: 10 };

interface KnownToken {
  readonly hash: string;
  readonly id: string;
  readonly role: Role;
  readonly lastUsedAt: Date | null;
}

/** API tokens: what scripts and integrations call with. */
export class ApiTokens {
  private readonly lookups = new Group((hashes: readonly Buffer[]) => this.find(hashes), LOOKING_UP);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<ReplyOf<typeof routes.tokens>> {
    const rows = await this.database.query<TokenRow>(`SELECT ${TOKEN_COLUMNS} FROM api_tokens ORDER BY id DESC`);
    return { items: rows.map(toToken), next: null };
  }

  /** Makes a token. The answer is the only place where it ever stands. */
  async create({ name, role }: BodyOf<typeof routes.createToken>, createdBy: string | null): Promise<ReplyOf<typeof routes.createToken>> {
    const token = newApiToken();
    return { id: await this.store(name, role, token, createdBy), token };
  }

  async revoke(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const revoke = `UPDATE api_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING name`;
      const [row] = await tx.query<{ name: string }>(revoke, [id, this.clock.now()]);
      if (!row) throw notFound('token', id);
      await recordChange(tx, this.clock, { action: 'revoked', kind: 'token', id, before: { name: row.name } });
    });
  }

  /** Whose token this is; null where there is none or it was revoked. */
  async read(token: string): Promise<Caller | null> {
    const row = await this.lookups.join(hashOf(token));
    if (!row) return null;
    const now = this.clock.now();
    if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() >= NOTE_MS)
      await this.database.query('UPDATE api_tokens SET last_used_at = $2 WHERE id = $1', [row.id, now]);
    return { actor: `token:${row.id}`, role: row.role, userId: null, locale: null, session: null };
  }

  /** Makes sure that exactly this token is valid under this name: others of the name are revoked, so that an old copy of it is worth nothing. */
  async ensure(name: string, role: Role, token: string): Promise<void> {
    const others = 'UPDATE api_tokens SET revoked_at = $3 WHERE name = $1 AND token_hash <> $2 AND revoked_at IS NULL';
    await this.database.query(others, [name, hashOf(token), this.clock.now()]);
    if (await this.read(token)) return;
    await this.store(name, role, token, null);
  }

  private async find(hashes: readonly Buffer[]): Promise<(KnownToken | null)[]> {
    const wanted = hashes.map((hash) => hash.toString('hex'));
    const distinct = [...new Map(wanted.map((hex, at) => [hex, hashes[at]])).values()];
    const rows = await this.database.query<KnownToken>(READ, [distinct]);
    const byHash = new Map(rows.map((row) => [row.hash, row]));
    return wanted.map((hex) => byHash.get(hex) ?? null);
  }

  private store(name: string, role: Role, token: string, createdBy: string | null): Promise<string> {
    return this.database.transaction(async (tx) => {
      const values = [name, hashOf(token), shownPrefix(token), role, createdBy, this.clock.now()];
      const [row] = await tx.query<{ id: string }>(INSERT, values);
      if (!row) throw new Error('the token was not stored');
      await recordChange(tx, this.clock, { action: 'created', kind: 'token', id: row.id, after: { name, role } });
      return row.id;
    });
  }
}
