import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { BodyOf, CouponPool, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { type AuditAction, type Clock, conflict, invalid, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type Sql, type Tx } from '@wayfare/platform';
import { type Code, codeFrom, codesIn, codesOf, LONGEST_CODE } from './codes.js';
import { ADD_CODES, ARCHIVE_POOL, CHANGE_POOL, INSERT_POOL, LOCK_POOL, POOL, POOLS, USED_BY } from './coupons.sql.js';

interface PoolRow extends Omit<CouponPool, 'createdAt'> {
  readonly createdAt: Date;
}

type Added = ReplyOf<typeof routes.addCouponCodes>;
type Refused = Added['refused']['lines'][number];

const PAGE = 50;
/** Codes that one transaction adds: whoever hands some out of the same pool waits for no longer than that takes. */
const AT_ONCE = 10_000;
/** So many refused lines are told one by one; of the others it is said how many there are. */
const TOLD = 1_000;

const toPool = ({ createdAt, ...row }: PoolRow): CouponPool => ({ ...row, createdAt: createdAt.toISOString() });

/** Pools of coupon codes: made, filled, watched. Handing out is the engine's business. */
export class Coupons {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock }) {}

  async couponPools({ query, cursor, limit = PAGE }: QueryOf<typeof routes.couponPools>): Promise<ReplyOf<typeof routes.couponPools>> {
    const rows = await this.deps.database.query<PoolRow>(POOLS, [this.deps.clock.now(), query ?? null, cursor ?? null, limit + 1]);
    const items = rows.slice(0, limit).map(toPool);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  couponPool(id: string): Promise<CouponPool> {
    return this.find(this.deps.database, id);
  }

  createCouponPool({ name, lowAt = 0, redeem }: BodyOf<typeof routes.createCouponPool>): Promise<CouponPool> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const values = [name, lowAt, redeem?.event ?? null, redeem?.property ?? null, clock.now()];
      const [row] = await tx.query<{ id: string }>(INSERT_POOL, values);
      if (!row) throw new Error('the pool was not stored');
      return this.record(tx, 'created', row.id);
    });
  }

  changeCouponPool(id: string, { name, lowAt, redeem }: BodyOf<typeof routes.changeCouponPool>): Promise<CouponPool> {
    return this.deps.database.transaction(async (tx) => {
      const values = [id, name ?? null, lowAt ?? null, redeem !== undefined, redeem?.event ?? null, redeem?.property ?? null];
      const [row] = await tx.query(CHANGE_POOL, values);
      if (!row) throw notFound('pool', id);
      return this.record(tx, 'updated', id);
    });
  }

  /** Puts a pool away; what was handed out of it stays good. @throws AppError `pool_in_use` where a journey that runs needs it */
  async deleteCouponPool(id: string): Promise<void> {
    const { database, clock } = this.deps;
    await database.transaction(async (tx) => {
      const [user] = await tx.query<{ name: string }>(USED_BY, [id]);
      if (user)
        throw conflict('pool_in_use', `The journey "${user.name}" hands out codes of this pool: stop it first.`, { journey: user.name });
      const [row] = await tx.query<{ name: string }>(ARCHIVE_POOL, [id, clock.now()]);
      if (!row) throw notFound('pool', id);
      await recordChange(tx, clock, { action: 'deleted', kind: 'coupon_pool', id, before: row });
    });
  }

  /** Adds the codes of a file, one a line, as it arrives. A code that the pool has had before, or that is there twice, is refused with its line; the others are added. */
  addCouponCodes(id: string, file: Readable): Promise<Added> {
    return this.add(id, codesIn(file));
  }

  /** Adds codes that nobody can guess. @throws AppError `invalid` where so few letters make too few codes to be hard to guess */
  async makeCouponCodes(
    id: string,
    { count, prefix = '', length = 10 }: BodyOf<typeof routes.makeCouponCodes>,
  ): Promise<{ added: number }> {
    if (codesOf(length) < count * 1_000)
      throw invalid('Codes so short can be guessed: take more letters.', [
        { path: 'length', code: 'too_small', message: 'take more letters' },
      ]);
    // one that was there already is made up anew
    for (let missing = count; missing > 0; ) missing -= (await this.add(id, madeUp(missing, length, prefix))).added;
    return { added: count };
  }

  private async add(id: string, codes: AsyncIterable<Code>): Promise<Added> {
    await this.find(this.deps.database, id);
    const total = { added: 0, refused: { count: 0, lines: [] as Refused[] } };
    const refuse = (lines: readonly Refused[]): void => {
      total.refused.count += lines.length;
      total.refused.lines.push(...lines.slice(0, TOLD - total.refused.lines.length));
    };
    let batch: Code[] = [];
    const write = async (): Promise<void> => {
      const refused = await this.write(id, batch);
      total.added += batch.length - refused.length;
      refuse(refused);
      batch = [];
    };
    for await (const code of codes) {
      if (code.code.length > LONGEST_CODE) refuse([{ line: code.line, code: code.code.slice(0, LONGEST_CODE), why: 'too_long' }]);
      else batch.push(code);
      if (batch.length >= AT_ONCE) await write();
    }
    if (batch.length > 0) await write();
    await recordChange(this.deps.database, this.deps.clock, {
      action: 'codes_added',
      kind: 'coupon_pool',
      id,
      after: { added: total.added, refused: total.refused.count },
    });
    return total;
  }

  private write(id: string, codes: readonly Code[]): Promise<Refused[]> {
    return this.deps.database.transaction(async (tx) => {
      if ((await tx.query(LOCK_POOL, [id])).length === 0) throw notFound('pool', id);
      return tx.query<Refused>(ADD_CODES, [id, codes.map(({ code }) => code), codes.map(({ line }) => line)]);
    });
  }

  private async find(sql: Sql, id: string): Promise<CouponPool> {
    const [row] = await sql.query<PoolRow>(POOL, [this.deps.clock.now(), id]);
    if (!row) throw notFound('pool', id);
    return toPool(row);
  }

  private async record(tx: Tx, action: AuditAction, id: string): Promise<CouponPool> {
    const pool = await this.find(tx, id);
    await recordChange(tx, this.deps.clock, {
      action,
      kind: 'coupon_pool',
      id,
      after: { name: pool.name, lowAt: pool.lowAt, redeem: pool.redeem },
    });
    return pool;
  }
}

async function* madeUp(count: number, length: number, prefix: string): AsyncGenerator<Code> {
  for (let line = 1; line <= count; line += 1) yield { line, code: codeFrom(randomBytes(length), prefix) };
}
