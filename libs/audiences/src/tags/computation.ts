import { appendEvents, type Computation, type RunScene, type Scope, type StepDone, tagsBecause } from '@wayfare/customers';
import type { Json } from '@wayfare/kernel';
import { type Sql, type Tx, workInAllShards, workInShard } from '@wayfare/platform';
import { z } from 'zod';
import { PeopleWatch } from '../columns/watch.js';
import { conditionToSql } from '../condition/to-sql.js';
import { PIECES } from '../value/computation.sql.js';
import {
  ALIASES,
  applyRule,
  DROP_FORMER,
  FRESH_NAMES,
  giveNamesOfNow,
  HAS_NAMES,
  HAS_NEW_NAMES,
  HAS_NEW_RULES,
  HAS_NEWS,
  HAS_RULES,
  NAME_EVENTS,
  NAMES_FOUND,
  noteTouched,
  RULES_FOUND,
  TAKE_NEWS,
} from './computation.sql.js';
import { readTagRules, type TagRule } from './rules.js';
import { HOLD_TAG, RECOUNT } from './tags.sql.js';

export const TAGS = 'tags';
/** The product's own events, by which journeys begin and wake. */
export const TAG_EVENTS = { added: 'customer.tag_added', removed: 'customer.tag_removed' } as const;

/** So many people a step: a second or two of work for a handful of rules, and as long for whoever waits for one of them. */
const PIECE = 10_000;
const TOUCHED_PIECE = 2_000;
/** With more than so many it is quicker to ask of everybody than to name them. */
const MOST_TOUCHED = 50_000;
/** So many events a step. */
const NEWS = 5_000;

const stepSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('piece'), shard: z.int(), from: z.string(), to: z.string().nullable(), rules: z.enum(['all', 'new']) }),
  z.object({ does: z.literal('touched'), shard: z.int(), ids: z.array(z.string()) }),
  z.object({ does: z.enum(['tell', 'finish']) }),
]);
type Step = z.infer<typeof stepSchema>;

const freshNameSchema = z.object({ alias: z.string(), tag: z.string(), isMerged: z.boolean() });
/** A former name that some may still have. */
type FreshName = z.infer<typeof freshNameSchema>;

const memoSchema = z.object({
  snapshot: z.string(),
  revisions: z.record(z.string(), z.int()),
  fresh: z.array(z.string()),
  // absent in a run that an earlier release has begun
  names: z.array(freshNameSchema).default([]),
});

/**
 * Which people have the tags that rules put (decision 027). A run over everybody asks each rule of all people, piece by piece. In between, rules are asked of whoever has changed since the last look: the database has written down who
 * that is (decision 025); and a rule that is new, or was changed, is asked of everybody. Time passes without anybody changing: what it alone brings about comes with the night.
 *
 * The same run tells journeys under way which tags people have gained and lost, whoever put them: the trigger that notes tags leaves that in `tag_news` where one listens.
 */
export class TagComputation implements Computation {
  readonly name = TAGS;
  private readonly watch = new PeopleWatch(TAGS);

  async isWanted(sql: Sql): Promise<boolean> {
    return (await sql.query(HAS_RULES)).length > 0 || (await sql.query(HAS_NAMES)).length > 0;
  }

  async due(sql: Sql): Promise<Scope | null> {
    if ((await sql.query(HAS_NEWS)).length > 0) return 'touched';
    if (!(await this.isWanted(sql))) return null;
    if ((await sql.query(HAS_NEW_RULES)).length > 0 || (await sql.query(HAS_NEW_NAMES)).length > 0) return 'touched';
    return (await this.watch.hasTouched(sql)) ? 'touched' : null;
  }

  async plan(tx: Tx, scene: RunScene): Promise<readonly Json[]> {
    await tx.query(NAME_EVENTS, [Object.values(TAG_EVENTS), scene.now]);
    const rules = await readTagRules(tx);
    const snapshot = await this.watch.begin(tx);
    const fresh = rules.filter(({ revision, foundRevision }) => revision !== foundRevision);
    const names = await tx.query<FreshName & object>(FRESH_NAMES);
    Object.assign(scene.memo, {
      snapshot,
      names,
      revisions: Object.fromEntries(rules.map(({ tag, revision }) => [tag, revision])),
      fresh: fresh.map(({ tag }) => tag),
    });
    const tell: Step = { does: 'tell' };
    if (rules.length === 0 && (await tx.query(HAS_NAMES)).length === 0) return [tell];
    const isAll = scene.scope === 'all' || ((await this.watch.count(tx)) ?? Number.POSITIVE_INFINITY) > MOST_TOUCHED;
    const finish: Step = { does: 'finish' };
    if (isAll) return [...(await this.pieces(tx, 'all')), tell, finish];
    const pieces = fresh.length + names.length > 0 ? await this.pieces(tx, 'new') : [];
    const touched = (await this.watch.pieces(tx, TOUCHED_PIECE)).map((piece): Step => ({ does: 'touched', ...piece }));
    return [...pieces, ...touched, tell, finish];
  }

  async take(tx: Tx, json: Json, scene: RunScene): Promise<StepDone> {
    const step = stepSchema.parse(json);
    switch (step.does) {
      case 'piece': {
        await workInShard(tx, step.shard);
        const whom = { text: 'c.id >= $2 AND ($3::bigint IS NULL OR c.id < $3)', parameters: [step.from, step.to] };
        return { changed: await this.apply(tx, whom, scene, step.rules === 'new' ? 'fresh' : 'all') };
      }
      case 'touched':
        await workInShard(tx, step.shard);
        return { changed: await this.apply(tx, { text: 'c.id = ANY ($2::bigint[])', parameters: [step.ids] }, scene, 'settled') };
      case 'tell':
        return { changed: 0, batchIds: await this.tell(tx, scene) };
      case 'finish': {
        const { snapshot, revisions, names } = memoSchema.parse(scene.memo);
        await this.endNames(tx, names, scene.now);
        await tx.query(RULES_FOUND, [Object.keys(revisions), Object.values(revisions), scene.now]);
        await this.watch.end(tx, snapshot);
        return { changed: 0 };
      }
    }
  }

  /** Asks rules of some people, one after the other, since one may ask for the tag of another. */
  private async apply(
    tx: Tx,
    whom: { readonly text: string; readonly parameters: readonly unknown[] },
    scene: RunScene,
    which: 'all' | 'fresh' | 'settled',
  ): Promise<number> {
    const { revisions, fresh, names } = memoSchema.parse(scene.memo);
    let changed = await this.giveNames(tx, whom, which === 'settled' ? [] : names);
    const isFresh = ({ tag }: TagRule): boolean => fresh.includes(tag);
    // a rule that was changed since the run began is left to the next one
    const rules = (await readTagRules(tx)).filter(
      (rule) => revisions[rule.tag] === rule.revision && (which === 'all' || isFresh(rule) === (which === 'fresh')),
    );
    for (const rule of rules) {
      const holds = conditionToSql(rule.condition, { now: scene.now, firstParameter: 2 + whom.parameters.length, customer: 'c' });
      // a rule that is new makes nobody do anything
      await tagsBecause(tx, { origin: 'rule', at: scene.now, isQuiet: isFresh(rule) });
      const [done] = await tx.query<{ changed: number }>(applyRule(whom.text, holds.text), [
        rule.tag,
        ...whom.parameters,
        ...holds.parameters,
      ]);
      changed += done?.changed ?? 0;
    }
    return changed;
  }

  /** Whoever has a tag by a former name gets that of now; of tags that have become one, conditions are asked anew. */
  private async giveNames(
    tx: Tx,
    whom: { readonly text: string; readonly parameters: readonly unknown[] },
    fresh: readonly FreshName[],
  ): Promise<number> {
    const [{ names } = { names: null }] = await tx.query<{ names: string[] | null }>(ALIASES);
    if (!names) return 0;
    const merged = fresh.filter(({ isMerged }) => isMerged).flatMap(({ alias, tag }) => [alias, tag]);
    if (merged.length > 0) await tx.query(noteTouched(whom.text), [merged, ...whom.parameters]);
    const [done] = await tx.query<{ changed: number }>(giveNamesOfNow(whom.text), [names, ...whom.parameters]);
    return done?.changed ?? 0;
  }

  private async endNames(tx: Tx, names: readonly FreshName[], now: Date): Promise<void> {
    if (names.length === 0) return;
    await tx.query(NAMES_FOUND, [names.map(({ alias }) => alias), now]);
    await tx.query(DROP_FORMER);
    for (const tag of [...new Set(names.flatMap(({ tag: one, isMerged }) => (isMerged ? [one] : [])))].sort()) {
      await tx.query(HOLD_TAG, [tag]);
      await tx.query(RECOUNT, [tag]);
    }
  }

  /** What journeys are to be told, as events. What is left over is due again at once. */
  private async tell(tx: Tx, { now }: RunScene): Promise<readonly string[]> {
    const news = await tx.query<{ id: string; customerId: string; tag: string; isAdded: boolean }>(TAKE_NEWS, [NEWS]);
    const events = news.map(({ id, customerId, tag, isAdded }) => ({
      ...{ customerId, id: `tag-${id}`, name: isAdded ? TAG_EVENTS.added : TAG_EVENTS.removed },
      ...{ occurredAt: now, receivedAt: now, properties: { tag } },
    }));
    return (await appendEvents(tx, events, now)).batchIds;
  }

  private async pieces(tx: Tx, rules: 'all' | 'new'): Promise<Step[]> {
    const pieces: Step[] = [];
    for (let shard = 0; shard < tx.shards; shard += 1) {
      await workInShard(tx, shard);
      const starts = await tx.query<{ id: string }>(PIECES, [PIECE]);
      pieces.push(...starts.map(({ id }, at): Step => ({ does: 'piece', shard, from: id, to: starts[at + 1]?.id ?? null, rules })));
    }
    await workInAllShards(tx);
    return pieces;
  }
}
