import { Readable } from 'node:stream';
import { type BodyOf, LEDGER_HEAD, type LedgerEntry, ledgerLine, type QueryOf, type ReplyOf, type routes } from '@wayfare/contracts';
import { AppError, invalid } from '@wayfare/kernel';
import { currentActor, type Database, type Sql } from '@wayfare/platform';
import { PERSON_TABLES } from './person-tables.js';

const PAGE = 50;

/** How many rows of each table are about somebody, before they are erased. */
const COUNT = Object.entries(PERSON_TABLES)
  .flatMap(([table, { given }]) => (given === null ? [] : [`SELECT '${table}' AS "table", count(*)::int AS rows FROM (${given}) theirs`]))
  .join(' UNION ALL ');

const ARCHIVES = 'SELECT file FROM archives WHERE $1::timestamptz >= written_at ORDER BY id';

const NOTE = `
  INSERT INTO erasures (customer_id, erased_at, actor, certificate) VALUES ($1, $2, $3, $4)
  ON CONFLICT (customer_id) DO UPDATE SET erased_at = excluded.erased_at, actor = excluded.actor, certificate = excluded.certificate`;

/** $1, $2 the last one of the page before, $3 how many, $4 since when */
const LIST = `
  SELECT e.customer_id AS "customerId", e.erased_at AS "erasedAt", coalesce(u.name, t.name, e.actor) AS actor, e.certificate
  FROM erasures e LEFT JOIN users u ON e.actor = 'user:' || u.id LEFT JOIN api_tokens t ON e.actor = 'token:' || t.id
  WHERE ($1::timestamptz IS NULL OR (e.erased_at, e.customer_id) < ($1, $2::bigint)) AND ($4::timestamptz IS NULL OR e.erased_at >= $4)
  ORDER BY e.erased_at DESC, e.customer_id DESC LIMIT $3`;

const TOTAL = 'SELECT count(*)::int AS total FROM erasures WHERE $1::timestamptz IS NULL OR erased_at >= $1';

const LEDGER = `
  SELECT e.customer_id AS "customerId", e.erased_at AS "erasedAt", c.created_at AS "createdAt"
  FROM erasures e LEFT JOIN customers c ON c.id = e.customer_id WHERE (e.erased_at, e.customer_id) > ($1, $2::bigint)
  ORDER BY e.erased_at, e.customer_id LIMIT 5000`;

/** A number that was given again after the restore is somebody else: they came at another instant, and where that of the one who was erased is not known, after the erasure. */
const STANDING = `
  SELECT g.id, c.id IS NOT NULL AND CASE WHEN g.made IS NULL THEN c.created_at <= g.at ELSE date_trunc('milliseconds', c.created_at) = date_trunc('milliseconds', g.made) END AS there,
    c.erased_at IS NOT NULL AS erased
  FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[]) g (id, at, made) LEFT JOIN customers c ON c.id = g.id`;

interface Certificate {
  /** Whom they had become part of. */
  readonly partOf?: string;
  readonly reached?: Readonly<Record<string, number>>;
  readonly archives?: readonly string[];
}

interface ErasureRow {
  customerId: string;
  erasedAt: Date;
  actor: string;
  certificate: Certificate;
}

/**
 * Counts what an erasure reaches, and notes it: in the transaction that erases, before anything has gone.
 * @param parts who had become part of them: a backup may know them as somebody of their own
 */
export const certifyErasure = async (tx: Sql, customerId: string, parts: readonly string[], now: Date): Promise<void> => {
  const reached: Record<string, number> = {};
  for (const id of [customerId, ...parts])
    for (const { table, rows } of await tx.query<{ table: string; rows: number }>(COUNT, [id]))
      if (rows > 0) reached[table] = (reached[table] ?? 0) + rows;
  const archives = await tx.query<{ file: string }>(ARCHIVES, [now]);
  const certificate: Certificate = {
    reached,
    archives: archives.map(({ file }) => file),
  };
  await tx.query(NOTE, [customerId, now, currentActor(), JSON.stringify(certificate)]);
  for (const part of parts) await tx.query(NOTE, [part, now, currentActor(), JSON.stringify({ partOf: customerId })]);
};

export interface ErasuresDeps {
  readonly database: Database;
  /** Takes a customer out of everything and forgets them. */
  erase(customerId: string): Promise<void>;
}

const readCursor = (cursor: string | undefined): [string | null, string | null] => {
  if (cursor === undefined) return [null, null];
  const [, at, id] = /^(\d{1,15})\.(\d{1,19})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined)
    throw invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);
  return [new Date(Number(at)).toISOString(), id];
};

/** The ledger of erasures: by number alone, so that it may lie beside the backups and say who must be erased again when one of them is restored. */
export class Erasures {
  constructor(private readonly deps: ErasuresDeps) {}

  /** Newest first. `total`: of all pages. */
  async erasures({ cursor, limit = PAGE, since }: QueryOf<typeof routes.erasures>): Promise<ReplyOf<typeof routes.erasures>> {
    const { database } = this.deps;
    const rows = await database.query<ErasureRow>(LIST, [...readCursor(cursor), limit + 1, since ?? null]);
    const [count] = await database.query<{ total: number }>(TOTAL, [since ?? null]);
    const items = rows.slice(0, limit).map(({ certificate, erasedAt, ...row }) => ({
      ...row,
      erasedAt: erasedAt.toISOString(),
      partOf: certificate.partOf ?? null,
      reached: { ...certificate.reached },
      archives: [...(certificate.archives ?? [])],
    }));
    const last = rows[limit - 1];
    return { items, next: rows.length > limit && last ? `${last.erasedAt.getTime()}.${last.customerId}` : null, total: count?.total ?? 0 };
  }

  /** All of it as CSV, oldest first. */
  ledger(): Readable {
    return Readable.from(this.text(), { objectMode: false });
  }

  /** Erases again who is there, as they were before. Each by itself: whoever calls may call again after a failure. */
  async applyErasures({ erasures }: BodyOf<typeof routes.applyErasures>): Promise<ReplyOf<typeof routes.applyErasures>> {
    const { database, erase } = this.deps;
    const standing = await database.query<{ id: string; there: boolean; erased: boolean }>(STANDING, [
      erasures.map(({ customerId }) => customerId),
      erasures.map(({ erasedAt }) => erasedAt),
      erasures.map(({ createdAt }) => createdAt ?? null),
    ]);
    let erased = 0;
    for (const { id } of standing.filter((one) => one.there && !one.erased)) {
      try {
        await erase(id);
        erased += 1;
      } catch (error) {
        // somebody else was quicker
        if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
      }
    }
    return {
      erased,
      already: standing.filter((one) => one.there && one.erased).length,
      absent: standing.filter(({ there }) => !there).length,
    };
  }

  /** Everybody who was erased, oldest first, some at a time. */
  async *entries(): AsyncGenerator<readonly LedgerEntry[]> {
    for (let after: [Date | string, string] = ['-infinity', '0']; ; ) {
      const rows = await this.deps.database.query<{ customerId: string; erasedAt: Date; createdAt: Date | null }>(LEDGER, after);
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(({ customerId, erasedAt, createdAt }) => ({
        customerId,
        erasedAt: erasedAt.toISOString(),
        createdAt: createdAt?.toISOString(),
      }));
      after = [last.erasedAt, last.customerId];
    }
  }

  private async *text(): AsyncGenerator<string> {
    yield `${LEDGER_HEAD}\n`;
    for await (const entries of this.entries()) yield entries.map((entry) => `${ledgerLine(entry)}\n`).join('');
  }
}
