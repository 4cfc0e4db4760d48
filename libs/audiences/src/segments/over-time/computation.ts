import type { Computation, RunScene, Scope, StepDone } from '@wayfare/customers';
import { type Json, localDay } from '@wayfare/kernel';
import { readSettings, type Sql, type Tx, workInAllShards, workInShard } from '@wayfare/platform';
import { z } from 'zod';
import { PIECES } from '../../value/computation.sql.js';
import { ENTERED, type Followed, findMoves, LEFT, type Look, readFollowed, tellMoves } from './follow.js';
import { BEGIN_FOLLOWING, DIGESTS, DROP_GONE, FOLLOW, FORGET, HAS_NEW, HAS_SEGMENTS, NAME_EVENTS, WRITE_DAYS } from './follow.sql.js';

export const SEGMENTS = 'segments';
/** So many people and so many segments a step: some ten thousand answers to a question each, a second of work. */
const PIECE = 20_000;
const SEGMENTS_AT_ONCE = 25;
/** How long it is told who has moved. */
export const TOLD_DAYS = 30;

const stepSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('find'), shard: z.int(), from: z.string(), to: z.string().nullable(), ids: z.array(z.string()) }),
  z.object({ does: z.literal('finish') }),
]);
type Step = z.infer<typeof stepSchema>;

/** What a run is about: what each segment meant when it began, and whether its people were known then. */
const wantedSchema = z.record(z.string(), z.object({ digest: z.string(), isKnown: z.boolean() }));
type Wanted = z.infer<typeof wantedSchema>;

const portions = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / SEGMENTS_AT_ONCE) }, (_, at) =>
    ids.slice(at * SEGMENTS_AT_ONCE, (at + 1) * SEGMENTS_AT_ONCE),
  );

/**
 * Who is in which segment (decision 031). Each night everybody is asked all segments, piece by piece, and what they say is held against what they said before: who has come and who has gone is noted, and told where a journey
 * listens. A segment that is new, or means something else than before (for what it names may have changed), is looked at at once, quietly: then the question has moved, and nobody in it.
 */
export class SegmentsComputation implements Computation {
  readonly name = SEGMENTS;
  readonly comesLast = true;

  async isWanted(sql: Sql): Promise<boolean> {
    return (await sql.query(HAS_SEGMENTS)).length > 0;
  }

  async due(sql: Sql): Promise<Scope | null> {
    return (await sql.query(HAS_NEW)).length > 0 ? 'touched' : null;
  }

  async plan(tx: Tx, { scope, now, memo }: RunScene): Promise<readonly Json[]> {
    await tx.query(NAME_EVENTS, [[ENTERED, LEFT], now]);
    const known = new Map((await tx.query<{ id: string; digest: string | null }>(DIGESTS)).map(({ id, digest }) => [id, digest]));
    const isKnown = ({ id, digest }: Followed): boolean => known.get(id) === digest;
    const wanted = (await readFollowed(tx)).filter((segment) => scope === 'all' || !isKnown(segment));
    const strangers = wanted.filter((segment) => !isKnown(segment)).map(({ id }) => id);
    await tx.query(BEGIN_FOLLOWING, [strangers, now]);
    memo['day'] = localDay(now, (await readSettings(tx)).timeZone);
    memo['wanted'] = Object.fromEntries(wanted.map((one) => [one.id, { digest: one.digest, isKnown: isKnown(one) }] as const));
    const steps: Step[] = [];
    for (let shard = 0; shard < tx.shards; shard += 1) {
      await workInShard(tx, shard);
      const starts = await tx.query<{ id: string }>(PIECES, [PIECE]);
      for (const [at, { id }] of starts.entries())
        for (const ids of portions(wanted.map((one) => one.id)))
          steps.push({ does: 'find', shard, from: id, to: starts[at + 1]?.id ?? null, ids });
    }
    await workInAllShards(tx);
    return [...steps, { does: 'finish' }];
  }

  async take(tx: Tx, json: Json, scene: RunScene): Promise<StepDone> {
    const step = stepSchema.parse(json);
    const wanted = wantedSchema.parse(scene.memo['wanted']);
    const all = await readFollowed(tx);
    const day = z.iso.date().parse(scene.memo['day']);
    // one that means something else by now waits for the next run
    const unmoved = all.filter(({ id, digest }) => wanted[id]?.digest === digest);
    if (step.does === 'finish') return this.finish(tx, unmoved, wanted, day);
    const segments = unmoved.filter(({ id }) => step.ids.includes(id));
    const knownIds = segments.flatMap(({ id }) => (wanted[id]?.isKnown ? [id] : []));
    await workInShard(tx, step.shard);
    await tx.query(DROP_GONE, [step.from, step.to]);
    const look: Look = { ...{ from: step.from, to: step.to, segments, knownIds, day }, allIds: all.map(({ id }) => id), now: scene.now };
    const moves = await findMoves(tx, look);
    return { changed: moves.length, batchIds: await tellMoves(tx, moves, look, scene.runId) };
  }

  private async finish(tx: Tx, found: readonly Followed[], wanted: Wanted, day: string): Promise<StepDone> {
    const ids = found.map(({ id }) => id);
    const strangers = ids.filter((id) => !wanted[id]?.isKnown);
    await tx.query(FOLLOW, [ids, found.map(({ digest }) => digest)]);
    await tx.query(WRITE_DAYS, [ids, day, strangers]);
    for (const statement of FORGET) await tx.query(statement, [day, TOLD_DAYS]);
    return { changed: 0 };
  }
}
