import type { AudienceStep, PlanSettings } from '@wayfare/journey';
import { saltSeed } from '@wayfare/kernel';
import { inEachShard, type Tx } from '@wayfare/platform';
import type { Version } from '../plans.js';
import { audienceQuery } from './audience.js';
import { CHUNK_BY_PARTS, chunkStatement, collectStatement } from './runs.sql.js';

/** Some people of an audience who come in in one transaction, and the part of the audience to which they belong. */
export interface WrittenChunk {
  readonly chunkNo: number;
  readonly part: number;
  readonly people: number;
}

interface Snapshot {
  readonly runId: string;
  readonly version: Version;
  readonly step: AudienceStep;
  readonly now: Date;
  /** People in a chunk at most. */
  readonly most: number;
}

const HOURS_A_DAY = 24;

/** Where a day holds as many as its hours would let in, the hours alone decide. */
const dayLimit = ({ hour, day }: NonNullable<PlanSettings['entryCap']>): number | null =>
  day === undefined || (hour !== undefined && day >= HOURS_A_DAY * hour) ? null : day;

const hourLimit = ({ hour, day }: NonNullable<PlanSettings['entryCap']>): number | null =>
  hour === undefined ? null : Math.min(hour, day ?? hour);

/**
 * Writes down who is in an audience at this instant, in chunks. Under entry caps or a blast guard they fall into parts that come in one after the other; who is in which part
 * is by chance, and the same whenever it is asked for.
 */
export const writeDown = async (tx: Tx, { runId, version, step, now, most }: Snapshot): Promise<readonly WrittenChunk[]> => {
  const { entryCap = {}, blastGuard } = version.plan.settings;
  const limits = [entryCap.run ?? null, hourLimit(entryCap), dayLimit(entryCap), blastGuard?.first ?? null];
  const { text, parameters } = await audienceQuery(tx, step.audience, { now, firstParameter: 5 });
  if (limits.every((limit) => limit === null)) {
    const chunks: WrittenChunk[] = [];
    await inEachShard(tx, async (shard) => {
      const cut = await tx.query<Omit<WrittenChunk, 'part'>>(chunkStatement(text), [runId, most, shard, chunks.length, ...parameters]);
      chunks.push(...cut.map((chunk) => ({ ...chunk, part: 0 })));
    });
    return chunks;
  }
  const comesOnce = step.reentry.policy === 'never';
  await inEachShard(tx, (shard) => tx.query(collectStatement(text), [runId, shard, version.journeyId, comesOnce, ...parameters]));
  return tx.query<WrittenChunk>(CHUNK_BY_PARTS, [runId, most, saltSeed(`entry:${runId}`), ...limits]);
};
