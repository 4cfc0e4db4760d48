import type { Json } from '@wayfare/kernel';
import { type Sql, type Tx, workInShard } from '@wayfare/platform';
import { z } from 'zod';
import type { Computation, RunScene, Scope, StepDone } from '../computed/computation.js';
import { readRanks } from './rules.js';
import { HAS_FAILED, HOLD_PIECE, PIECES, SETTLE_CONTACT_PIECE, SETTLE_PIECE } from './rules.sql.js';

export const SETTLING = 'attributes';
/** So many people a step: about a second of work, and as long for whoever waits for one of them. */
const PIECE = 10_000;

const stepSchema = z.object({ shard: z.int(), from: z.string(), to: z.string().nullable() });
type Step = z.infer<typeof stepSchema>;

/** Brings customers in line with rules of sources that have changed: of those of whom sources say different things, what the strongest says holds. It is asked for by whoever changes the rules, and no night asks for it. */
export class AttributeSettling implements Computation {
  readonly name = SETTLING;

  async isWanted(): Promise<boolean> {
    return false;
  }

  async due(sql: Sql): Promise<Scope | null> {
    return (await sql.query(HAS_FAILED, [SETTLING])).length > 0 ? 'all' : null;
  }

  async plan(tx: Tx): Promise<readonly Json[]> {
    const steps: Step[] = [];
    for (let shard = 0; shard < tx.shards; shard += 1) {
      await workInShard(tx, shard);
      const starts = await tx.query<{ id: string }>(PIECES, [PIECE]);
      steps.push(...starts.map(({ id }, at) => ({ shard, from: id, to: starts[at + 1]?.id ?? null })));
    }
    return steps;
  }

  async take(tx: Tx, json: Json, _scene: RunScene): Promise<StepDone> {
    const { shard, from, to } = stepSchema.parse(json);
    await workInShard(tx, shard);
    await tx.query(HOLD_PIECE, [from, to]);
    const ranks = JSON.stringify(await readRanks(tx));
    const [row] = await tx.query<{ changed: number }>(SETTLE_PIECE, [from, to, ranks]);
    const [contact] = await tx.query<{ changed: number }>(SETTLE_CONTACT_PIECE, [from, to, ranks]);
    return { changed: (row?.changed ?? 0) + (contact?.changed ?? 0) };
  }
}
