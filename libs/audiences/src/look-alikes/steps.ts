import type { LookAlike, LookAlikeInput } from '@wayfare/contracts';
import { LEAST_SEED } from '@wayfare/contracts';
import type { Condition, Json } from '@wayfare/kernel';
import { type Tx, workInAllShards, workInShard } from '@wayfare/platform';
import { z } from 'zod';
import { resolveSegments } from '../condition/resolve.js';
import { conditionToSql } from '../condition/to-sql.js';
import { definingSubjects } from './defines.js';
import { learn, type Model, modelSchema, scoreOf } from './learning/learn.js';
import { curveOf, orderOf, type Placed, verdictOf } from './learning/quality.js';
import {
  COUNT_OTHERS,
  COUNT_SEED,
  FORGET_SEED,
  FOUND,
  HIDDEN,
  PIECES,
  RANK,
  SAMPLE_OTHERS,
  SAMPLE_SEED,
  seedSql,
  WRITE_FOUND,
  WRITE_HIDDEN,
  WRITE_MODEL,
  WRITE_RESULT,
} from './look-alikes.sql.js';
import { Standings } from './standings.js';
import { type Known, readKnownAttributes, readPiece, readTraits } from './traits.js';

/** A search as its steps see it. What a step writes into `memo` is kept with it, for the steps that follow. */
export interface Search {
  readonly id: string;
  readonly seed: { readonly kind: 'segment' | 'list'; readonly id: string };
  readonly input: LookAlikeInput;
  readonly memo: Record<string, Json>;
  readonly now: Date;
}

export type Refusal = NonNullable<LookAlike['refusal']>;

export const stepSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('learn') }),
  z.object({ does: z.literal('compare'), shard: z.int(), from: z.string(), to: z.string() }),
  z.object({ does: z.literal('finish') }),
]);
export type Step = z.infer<typeof stepSchema>;

/** So many people a step: some tenths of a second of work. */
const PIECE = 10_000;
const MOST_SEED = 10_000;
const MOST_OTHERS = 20_000;
const LAST_ID = '9223372036854775807';
/** Draws that must not depend on each other: who is hidden, who is learnt from, and who of equals comes first. */
const DRAW = { hide: 0, seed: 1, others: 2, order: 3 } as const;

const countOf = async (tx: Tx, text: string, search: Search): Promise<number> =>
  (await tx.query<{ people: number }>(text, [search.id]))[0]?.people ?? 0;

/** Writes down whom others shall be like, and hides a fifth of them; cuts the rest of the work into steps. A refusal where there is no answer to be had. */
export const begin = async (tx: Tx, search: Search): Promise<Refusal | { readonly steps: Step[]; readonly people: number }> => {
  const { seed, input, now } = search;
  const condition: Condition = await resolveSegments(tx, seed.kind === 'segment' ? { segment: seed.id } : { list: seed.id });
  const { text, parameters } = conditionToSql(condition, { now, firstParameter: 3, customer: 'c' });
  const pieces: Step[] = [];
  for (let shard = 0; shard < tx.shards; shard += 1) {
    await workInShard(tx, shard);
    await tx.query(seedSql(text), [search.id, input.salt + DRAW.hide, ...parameters]);
    const starts = await tx.query<{ id: string }>(PIECES, [PIECE]);
    pieces.push(...starts.map(({ id }, at): Step => ({ does: 'compare', shard, from: id, to: starts[at + 1]?.id ?? LAST_ID })));
  }
  await workInAllShards(tx);
  const people = await countOf(tx, COUNT_SEED, search);
  if (people < LEAST_SEED) return 'seed_too_small';
  const others = await countOf(tx, COUNT_OTHERS, search);
  if (others < LEAST_SEED) return 'nobody_else';
  search.memo['others'] = others;
  return { steps: [{ does: 'learn' }, ...pieces, { does: 'finish' }], people };
};

const learnModel = async (tx: Tx, search: Search): Promise<Refusal | null> => {
  const { id, input, now, memo } = search;
  const share = Math.min(1, MOST_OTHERS / Number(memo['others'] ?? 1));
  const idsOf = async (text: string, parameters: readonly unknown[]) =>
    (await tx.query<{ id: string }>(text, parameters)).map((row) => row.id);
  const seed = await idsOf(SAMPLE_SEED, [id, input.salt + DRAW.seed, MOST_SEED]);
  const others = await idsOf(SAMPLE_OTHERS, [id, input.salt + DRAW.others, share]);
  const putBack = new Set(input.putBack);
  const defines = [...(await definingSubjects(tx, search.seed))].filter((subject) => !putBack.has(subject));
  const model = await learn({
    ...{ seed: await readTraits(tx, seed, now), others: await readTraits(tx, others, now), now },
    ...{ attributes: await readKnownAttributes(tx), defines: new Set(defines), asked: new Set(input.leaveOut), putBack },
  });
  if (model.parts.length === 0) return 'nothing_known';
  memo['learntFrom'] = seed.length;
  await tx.query(WRITE_MODEL, [id, JSON.stringify(model)]);
  return null;
};

const eventNamesOf = ({ parts }: Model): string[] => [
  ...new Set(parts.flatMap(({ source }) => (source.of === 'times' || source.of === 'last' ? [source.name] : []))),
];

/** Compares a piece of people, and keeps who may come onto the largest list yet. */
const compare = async (tx: Tx, search: Search, model: Model, step: Extract<Step, { does: 'compare' }>): Promise<void> => {
  const { id, input, memo, now } = search;
  await workInShard(tx, step.shard);
  const people = await readPiece(tx, step, { id, ...input }, eventNamesOf(model), now);
  const standings = Standings.of(memo['standings'], input.size);
  const compared = people.map((person: Known) => ({ ...person, ...scoreOf(model.parts, person.traits, now) }));
  const hidden = compared.filter(({ isHidden }) => isHidden);
  const others = compared.filter(({ isHidden }) => !isHidden);
  for (const { score } of others) standings.add(score);
  const found = others.filter(({ score }) => standings.mayStay(score));
  await tx.query(WRITE_HIDDEN, [id, hidden.map((one) => one.id), hidden.map(({ score }) => score)]);
  await tx.query(WRITE_FOUND, [
    id,
    found.map((one) => one.id),
    found.map(({ score }) => score),
    found.map(({ reasons }) => `{${reasons.join(',')}}`),
  ]);
  memo['standings'] = standings.toJson();
};

const finish = async (tx: Tx, search: Search): Promise<void> => {
  const { id, input, memo } = search;
  const draw = input.salt + DRAW.order;
  const standings = Standings.of(memo['standings'], input.size);
  await tx.query(RANK, [id, draw, input.size]);
  const found = await tx.query<Placed & object>(FOUND, [id, draw]);
  const hidden = await tx.query<Placed & object>(HIDDEN, [id, draw]);
  const among = standings.people;
  const curve = curveOf(found, hidden, among);
  const above = hidden.map(({ score }) => standings.shareBelow(score));
  const order = orderOf(above, among);
  const quality: LookAlike['quality'] = {
    verdict: verdictOf(order, curve.at(-1)?.lift),
    learntFrom: Number(memo['learntFrom'] ?? 0),
    hidden: hidden.length,
    among,
    order,
  };
  await tx.query(WRITE_RESULT, [id, JSON.stringify(quality), JSON.stringify(curve), found.length]);
  await tx.query(FORGET_SEED, [id]);
};

/** One step of a search that has begun; a refusal where it turns out that there is no answer. */
export const take = async (tx: Tx, search: Search, step: Step, model: unknown): Promise<Refusal | null> => {
  switch (step.does) {
    case 'learn':
      return learnModel(tx, search);
    case 'compare':
      await compare(tx, search, toModel(model), step);
      return null;
    case 'finish':
      await finish(tx, search);
      return null;
  }
};

export const toModel = (json: unknown): Model => modelSchema.parse(json);
