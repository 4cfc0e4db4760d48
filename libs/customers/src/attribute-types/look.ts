import { ATTRIBUTE_SOURCES, type AttributeFacts } from '@wayfare/contracts';
import type { Json } from '@wayfare/kernel';
import type { Sql, Tx } from '@wayfare/platform';
import { z } from 'zod';
import type { Computation, RunScene, Scope, StepDone } from '../computed/computation.js';
import { computedAmong } from '../computed/protect.js';
import { ANY, FACTS, NAMES, NEW_NAMES, SOURCES, TOTAL, WRITE_FACTS } from './facts.sql.js';

export const LOOK = 'attribute-facts';
/** Of dates over so many months the years are shown. */
const MOST_MONTHS = 24;

type Bars = AttributeFacts['bars'];

interface FactsRow extends Omit<AttributeFacts, 'sources'> {
  readonly people: number;
  readonly months: { from: string; people: number }[];
}

/** Months as they are, or folded into years where there are many. */
export const barsOfMonths = (months: readonly { from: string; people: number }[]): Bars => {
  if (months.length <= MOST_MONTHS) return [...months];
  const years = new Map<string, number>();
  for (const { from, people } of months) years.set(from.slice(0, 4), (years.get(from.slice(0, 4)) ?? 0) + people);
  return [...years].map(([from, people]) => ({ from, people }));
};

const sourceKind = (kind: string): AttributeFacts['sources'][number]['kind'] => ATTRIBUTE_SOURCES.find((one) => one === kind) ?? 'earlier';

/** Looks at one attribute, and keeps what there is of it. */
const look = async (tx: Tx, name: string, total: number, now: Date): Promise<void> => {
  const [row] = await tx.query<FactsRow>(FACTS, [name]);
  if (!row) return;
  const { people, months, bars, ...facts } = row;
  const isComputed = (await computedAmong(tx, [name])).has(name);
  const sources = isComputed ? [] : await tx.query<{ kind: string; people: number; at: Date | null }>(SOURCES, [name]);
  const last = sources.flatMap(({ at }) => at ?? []).sort((one, other) => other.getTime() - one.getTime())[0] ?? null;
  const kept: AttributeFacts = {
    ...{ ...facts, bars: bars.length > 0 ? bars : barsOfMonths(months) },
    sources: isComputed
      ? [{ kind: 'computed', people }]
      : sources.map((source) => ({ kind: sourceKind(source.kind), people: source.people })),
  };
  await tx.query(WRITE_FACTS, [name, people, total, last, JSON.stringify(kept), now]);
};

/** Looks at what customers have of each attribute: each night at all of them, and at a new one soon after it was first seen. One attribute is one step, which reads all customers once. */
export class AttributeLook implements Computation {
  readonly name = LOOK;

  async isWanted(sql: Sql): Promise<boolean> {
    return (await sql.query(ANY)).length > 0;
  }

  async due(sql: Sql): Promise<Scope | null> {
    return (await sql.query(NEW_NAMES)).length > 0 ? 'touched' : null;
  }

  async plan(tx: Tx, { scope, memo }: RunScene): Promise<readonly Json[]> {
    const names = await tx.query<{ name: string }>(scope === 'all' ? NAMES : NEW_NAMES);
    const [count] = await tx.query<{ total: number }>(TOTAL);
    Object.assign(memo, { total: count?.total ?? 0 });
    return names.map(({ name }) => name);
  }

  async take(tx: Tx, step: Json, { memo, now }: RunScene): Promise<StepDone> {
    await look(tx, z.string().parse(step), z.int().parse(memo['total']), now);
    return { changed: 0 };
  }
}
