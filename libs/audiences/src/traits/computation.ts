import { type Computation, type RunScene, type Scope, type StepDone, writeComputed } from '@wayfare/customers';
import type { Json } from '@wayfare/kernel';
import { readSettings, type Sql, type Tx, workInAllShards, workInShard } from '@wayfare/platform';
import { z } from 'zod';
import { PIECES } from '../value/computation.sql.js';
import { readTraits, type StoredTrait } from './read.js';
import { traitRows } from './trait-to-sql.js';
import { FORGET_TRAITS, HAS_NEW_TRAITS, HAS_TRAITS, TRAITS_FOUND } from './traits.sql.js';

export const TRAITS = 'traits';

/** So many people a step: a second or two of work, and as long for whoever waits for one of them. */
const PIECE = 10_000;
/** So many traits a statement: a function takes a hundred arguments at most, two for each. */
const AT_ONCE = 20;

const stepSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('piece'), shard: z.int(), from: z.string(), to: z.string().nullable() }),
  z.object({ does: z.literal('finish') }),
]);
type Step = z.infer<typeof stepSchema>;

/** What a run is about: the revision of each trait that it works out, and those that it takes from everybody. */
const memoSchema = z.object({ revisions: z.record(z.string(), z.int()), leaving: z.array(z.string()) });

/**
 * Works out traits and writes them onto people as computed attributes (decision 027): each night all of them, since time alone moves windows and days; in between those that are new, were changed, or leave, of everybody.
 */
export class TraitComputation implements Computation {
  readonly name = TRAITS;

  async isWanted(sql: Sql): Promise<boolean> {
    return (await sql.query(HAS_TRAITS)).length > 0;
  }

  /** `touched` here means traits, not people: a run over all of them is the night's. */
  async due(sql: Sql): Promise<Scope | null> {
    return (await sql.query(HAS_NEW_TRAITS)).length > 0 ? 'touched' : null;
  }

  async plan(tx: Tx, scene: RunScene): Promise<readonly Json[]> {
    const traits = await readTraits(tx);
    const wanted = traits.filter(
      ({ isLeaving, pausedAt, revision, foundRevision }) =>
        !isLeaving && pausedAt === null && (scene.scope === 'all' || revision !== foundRevision),
    );
    Object.assign(scene.memo, {
      revisions: Object.fromEntries(wanted.map(({ name, revision }) => [name, revision])),
      leaving: traits.filter(({ isLeaving }) => isLeaving).map(({ name }) => name),
    });
    const finish: Step = { does: 'finish' };
    return [...(await this.pieces(tx)), finish];
  }

  async take(tx: Tx, json: Json, scene: RunScene): Promise<StepDone> {
    const step = stepSchema.parse(json);
    const { revisions, leaving } = memoSchema.parse(scene.memo);
    if (step.does === 'piece') {
      await workInShard(tx, step.shard);
      return { changed: await this.write(tx, step, scene) };
    }
    await tx.query(TRAITS_FOUND, [Object.keys(revisions), Object.values(revisions), scene.now]);
    await tx.query(FORGET_TRAITS, [leaving, TRAITS]);
    return { changed: 0 };
  }

  private async write(tx: Tx, { from, to }: { from: string; to: string | null }, { now, memo }: RunScene): Promise<number> {
    const { revisions, leaving } = memoSchema.parse(memo);
    const scope = { now, zone: (await readSettings(tx)).timeZone };
    const whom = { text: 'c.id >= $1 AND ($2::bigint IS NULL OR c.id < $2)', parameters: [from, to] };
    const write = async (names: readonly string[], traits: readonly StoredTrait[]): Promise<number> =>
      (await writeComputed(tx, { names, rows: traitRows(traits, whom, scope), watch: [] })).changed;
    // one that was changed since the run began is left to the next
    const traits = (await readTraits(tx)).filter(({ name, revision }) => revisions[name] === revision);
    let changed = leaving.length > 0 ? await write(leaving, []) : 0;
    for (let at = 0; at < traits.length; at += AT_ONCE) {
      const some = traits.slice(at, at + AT_ONCE);
      changed += await write(
        some.map(({ name }) => name),
        some,
      );
    }
    return changed;
  }

  private async pieces(tx: Tx): Promise<Step[]> {
    const pieces: Step[] = [];
    for (let shard = 0; shard < tx.shards; shard += 1) {
      await workInShard(tx, shard);
      const starts = await tx.query<{ id: string }>(PIECES, [PIECE]);
      pieces.push(...starts.map(({ id }, at): Step => ({ does: 'piece', shard, from: id, to: starts[at + 1]?.id ?? null })));
    }
    await workInAllShards(tx);
    return pieces;
  }
}
