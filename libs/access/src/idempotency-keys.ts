import { createHash } from 'node:crypto';
import { AppError, type Clock, conflict, unprocessable } from '@wayfare/kernel';
import type { Database, SecretsBox } from '@wayfare/platform';

const DAY_MS = 86_400_000;
const KEPT_MS = 2 * DAY_MS;
/** A request that has not answered for so long died with its process, and may be made again. */
const ABANDONED_MS = 3_600_000;

export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface KeyRow {
  requestHash: Buffer;
  status: number | null;
  body: string | null;
}

const CLAIM = `
  INSERT INTO idempotency_keys (actor, key, request_hash, created_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (actor, key) DO UPDATE SET request_hash = excluded.request_hash, created_at = excluded.created_at, status = NULL, body = NULL
    WHERE idempotency_keys.created_at < $6 OR (idempotency_keys.status IS NULL AND idempotency_keys.created_at < $5)
  RETURNING key`;
const READ = 'SELECT request_hash AS "requestHash", status, body FROM idempotency_keys WHERE actor = $1 AND key = $2';
const FINISH = 'UPDATE idempotency_keys SET status = $3, body = $4 WHERE actor = $1 AND key = $2';
const SWEEP = 'DELETE FROM idempotency_keys WHERE created_at < $1';
const FORGET = 'DELETE FROM idempotency_keys WHERE actor = $1 AND key = $2';

/**
 * Answers already given to writes that carried an `Idempotency-Key`. A write that was carried out is answered again from here for two days;
 * one that was refused changed nothing, so it is judged anew. Answers are sealed: they hold personal data, and some a secret shown once.
 */
export class IdempotencyKeys {
  constructor(
    private readonly database: Database,
    private readonly wall: Clock,
    private readonly box: SecretsBox,
  ) {}

  /**
   * Claims a key for a request. Gives the stored answer where there is one, null where the request is to be carried out now.
   * @throws AppError `key_reused` (422) for another request, `still_running` (409) while the first has not answered, `answer_forgotten` (409) where
   *   an erasure has taken what the first answer said (erase.sql.ts of customers): it was carried out, and is not carried out again
   */
  async claim(actor: string, key: string, request: string): Promise<StoredAnswer | null> {
    if (key.length < 1 || key.length > 200) throw new AppError('bad_key', 400, 'An Idempotency-Key has 1 to 200 characters.');
    const now = this.wall.now().getTime();
    const requestHash = createHash('sha256').update(request).digest();
    const values = [actor, key, requestHash, new Date(now), new Date(now - ABANDONED_MS), new Date(now - KEPT_MS)];
    const [mine] = await this.database.query(CLAIM, values);
    if (mine) return null;
    const [row] = await this.database.query<KeyRow>(READ, [actor, key]);
    if (row && !row.requestHash.equals(requestHash))
      throw unprocessable('key_reused', 'This Idempotency-Key was used for another request.');
    if (row?.status != null && row.body === null)
      throw conflict(
        'answer_forgotten',
        'The request with this key was carried out; its answer is no longer kept, since a customer was erased.',
      );
    if (row?.status == null || row.body === null)
      throw conflict('still_running', 'The first request with this key is still being carried out.');
    return { status: row.status, body: JSON.parse(this.box.open(row.body, this.context(actor, key))).body };
  }

  async finish(actor: string, key: string, { status, body }: StoredAnswer): Promise<void> {
    await this.database.query(FINISH, [actor, key, status, this.box.seal(JSON.stringify({ body }), this.context(actor, key))]);
  }

  async forget(actor: string, key: string): Promise<void> {
    await this.database.query(FORGET, [actor, key]);
  }

  /** Removes answers that nobody can ask for any more. */
  async sweep(): Promise<void> {
    await this.database.query(SWEEP, [new Date(this.wall.now().getTime() - KEPT_MS)]);
  }

  private context(actor: string, key: string): string {
    return `idempotency:${actor}:${key}`;
  }
}
