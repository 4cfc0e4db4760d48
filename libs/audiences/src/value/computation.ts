import { type Computation, declareComputed, type RunScene, type Scope, type StepDone } from '@wayfare/customers';
import { addDuration, type Json } from '@wayfare/kernel';
import { type Sql, type Tx, workInAllShards, workInShard } from '@wayfare/platform';
import { z } from 'zod';
import { VALUE_ATTRIBUTES } from './attributes.js';
import {
  DROP_MARKS,
  HAS_MARKS,
  HAS_ORDERS,
  IS_IMPORTING,
  NAME_EVENTS,
  PEOPLE_OF_PIECE,
  PEOPLE_TO_STAND,
  PIECES,
  PIECES_OF_MARKS,
  READ_FINDINGS,
  TAKE_MARKS,
  WRITE_FINDINGS,
} from './computation.sql.js';
import { CURVE } from './cuts.sql.js';
import { LOOPS_AGAIN, NO_LOOPS, WRITE_FACTS } from './facts.sql.js';
import { beginRun, comparedSince, endRun, noteReading } from './nights.js';
import { findPlaces, placesSchema } from './places.js';
import { readRules } from './settings.js';
import { EVENT_OF, type Standing, writeStanding } from './standing.js';

export const VALUE = 'value';
/** So many people a step: a second or two of work, and as long for whoever waits for one of them. */
const PIECE = 20_000;

const stepSchema = z.discriminatedUnion('does', [
  z.object({ does: z.enum(['facts', 'standing']), shard: z.int(), from: z.string(), to: z.string().nullable() }),
  z.object({ does: z.enum(['touched', 'moved']), from: z.string(), to: z.string().nullable() }),
  z.object({ does: z.enum(['places', 'finish']) }),
]);
type Step = z.infer<typeof stepSchema>;

const piecesOf = (starts: readonly { readonly id: string }[]): { from: string; to: string | null }[] =>
  starts.map(({ id }, at) => ({ from: id, to: starts[at + 1]?.id ?? null }));

/**
 * What customers are worth and where they stand (decision 026). A run over everybody reads all orders, piece by piece, or in a usual night those of people for whom something may have changed (decision 040); then looks once at all people, to see where scores and tiers part; then gives each their scores, tier
 * and stage. A run over those whose orders have changed does both for them alone, with the places of the last night: so what they are is right within seconds, and where the fifths part is right each morning.
 */
export class ValueComputation implements Computation {
  readonly name = VALUE;

  async isWanted(sql: Sql): Promise<boolean> {
    return (await sql.query(HAS_ORDERS)).length > 0;
  }

  async due(sql: Sql): Promise<Scope | null> {
    if (await this.isByOtherRules(sql)) return (await this.isWanted(sql)) && (await sql.query(IS_IMPORTING)).length === 0 ? 'all' : null;
    return (await sql.query(HAS_MARKS)).length > 0 ? 'touched' : null;
  }

  async plan(tx: Tx, scene: RunScene): Promise<readonly Json[]> {
    const { now } = scene;
    await declareComputed(tx, { owner: VALUE, attributes: VALUE_ATTRIBUTES, taken: 'replace' }, now);
    await tx.query(NAME_EVENTS, [Object.values(EVENT_OF), now]);
    if (scene.scope === 'touched') return this.marks(tx, 'touched');
    const { isWhole } = await beginRun(tx, scene);
    const pieces: { shard: number; from: string; to: string | null }[] = [];
    for (let shard = 0; shard < tx.shards; shard += 1) {
      await workInShard(tx, shard);
      const starts = await tx.query<{ id: string }>(PIECES, [PIECE]);
      pieces.push(...piecesOf(starts).map((piece) => ({ shard, ...piece })));
    }
    await workInAllShards(tx);
    const each = (does: 'facts' | 'standing') => pieces.map((piece): Step => ({ does, ...piece }));
    const [places, finish]: Step[] = [{ does: 'places' }, { does: 'finish' }];
    const facts = isWhole ? each('facts') : await this.marks(tx, 'moved');
    return [...facts, places, ...each('standing'), finish].filter((step) => step !== undefined);
  }

  private async marks(tx: Tx, does: 'touched' | 'moved'): Promise<Step[]> {
    const marks = await tx.query<{ id: string }>(PIECES_OF_MARKS, [PIECE]);
    return piecesOf(marks).map((piece): Step => ({ does, ...piece }));
  }

  async take(tx: Tx, json: Json, scene: RunScene): Promise<StepDone> {
    const step = stepSchema.parse(json);
    switch (step.does) {
      case 'facts': {
        await workInShard(tx, step.shard);
        const people = (await tx.query<{ id: string }>(PEOPLE_OF_PIECE, [step.from, step.to])).map(({ id }) => id);
        await tx.query(DROP_MARKS, [people]);
        await this.read(tx, people, scene);
        return { changed: 0 };
      }
      case 'standing': {
        await workInShard(tx, step.shard);
        const people = await tx.query<{ id: string; isCompared: boolean }>(PEOPLE_TO_STAND, [step.from, step.to, comparedSince(scene)]);
        const compared = people.flatMap(({ id, isCompared }) => (isCompared ? [id] : []));
        return this.stand(tx, { people: people.map(({ id }) => id), compared }, scene);
      }
      case 'touched':
      case 'moved':
        return this.takeMarks(tx, step, scene);
      case 'places': {
        const { settings, unit, revision } = await readRules(tx);
        Object.assign(scene.memo, { places: await findPlaces(tx, settings.tiers, unit), revision });
        return { changed: 0 };
      }
      case 'finish':
        await tx.query(WRITE_FINDINGS, [
          scene.memo['revision'],
          JSON.stringify(scene.memo['places']),
          JSON.stringify(await tx.query(CURVE)),
          scene.now,
        ]);
        await endRun(tx, scene);
        return { changed: 0 };
    }
  }

  /** Reads the orders of people with a mark; in between nights, their standing follows at once. */
  private async takeMarks(
    tx: Tx,
    { does, from, to }: { does: 'touched' | 'moved'; from: string; to: string | null },
    scene: RunScene,
  ): Promise<StepDone> {
    const taken = await tx.query<{ id: string; shard: number }>(TAKE_MARKS, [from, to]);
    const batchIds: string[] = [];
    let changed = 0;
    for (const shard of new Set(taken.map((row) => row.shard))) {
      const people = taken.flatMap((row) => (row.shard === shard ? [row.id] : []));
      await workInShard(tx, shard);
      await this.read(tx, people, scene);
      if (does === 'moved') continue;
      const done = await this.stand(tx, { people, compared: people }, scene);
      changed += done.changed;
      batchIds.push(...(done.batchIds ?? []));
    }
    return { changed, batchIds };
  }

  /** What the orders of people tell. */
  private async read(tx: Tx, people: readonly string[], scene: RunScene): Promise<void> {
    const rules = await readRules(tx);
    await noteReading(tx, rules, scene);
    const { settings, currency, zone } = rules;
    const { now } = scene;
    const since = addDuration(now, `P${settings.windowDays}D`, -1);
    await tx.query(NO_LOOPS);
    await tx.query(WRITE_FACTS, [people, people[0] ?? '0', people.at(-1) ?? '0', currency, now, since, zone]);
    await tx.query(LOOPS_AGAIN);
  }

  private async stand(tx: Tx, people: Parameters<typeof writeStanding>[1], scene: RunScene): Promise<StepDone> {
    const rules = await readRules(tx);
    const [findings] = await tx.query<{ revision: number; cuts: unknown }>(READ_FINDINGS);
    const standing: Standing = {
      rules,
      places: placesSchema.parse(scene.memo['places'] ?? findings?.cuts),
      isQuiet: findings?.revision !== rules.revision,
    };
    return writeStanding(tx, people, standing, scene);
  }

  /** Whether what stands written was worked out by other rules than those of now, or never. */
  private async isByOtherRules(sql: Sql): Promise<boolean> {
    const [findings] = await sql.query<{ revision: number }>(READ_FINDINGS);
    return findings === undefined || findings.revision !== (await readRules(sql)).revision;
  }
}
