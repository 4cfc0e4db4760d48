import { capWindow, type Plan, type UpdateStep } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { contactRulesIn, readSettings, type Tx } from '@wayfare/platform';
import { type Asked, askedIn } from './asked.js';
import {
  ALL_MESSAGES,
  ALL_RESPONSES,
  COPY_CLAIMS,
  COPY_CUSTOMERS,
  COPY_EXPERIMENTS,
  COPY_HAPPENINGS,
  COPY_LISTS,
  FIND_DUE_MESSAGES,
  FIND_MESSAGES,
  NEW_EXPERIMENT_IDS,
  OLD_CONTACTS,
  OLD_STAYS,
  OLD_VERSIONS,
  OTHER_STAYS,
  RUNNING,
  SHADOW_COUPONS,
  SHADOW_CUSTOMERS,
  SHADOW_EXPERIMENTS,
  SHADOW_HAPPENINGS,
  SHADOW_LISTS,
  SHADOWS,
  VERSION,
  WRITE_NOTHING_REAL,
} from './shadow.sql.js';

/** The journey that is rehearsed, as if it were launched at `now`. */
export interface Imagined {
  readonly journeyId: string;
  readonly plan: Plan;
  readonly now: Date;
  /** These customers and no others; everybody where absent. */
  readonly customerIds?: readonly string[];
  /** Things happen to them meanwhile, and whatever holds people out by chance lets them in. */
  readonly isPlayed?: boolean;
}

/** No real version has this id. */
export const IMAGINED_VERSION = '4000000000000000';

const updatesOf = (plan: Plan): UpdateStep[] => Object.values(plan.steps).flatMap((step) => (step.kind === 'update' ? [step] : []));

const hasExperiments = ({ steps }: Plan): boolean => Object.values(steps).some(({ kind }) => kind === 'experiment');
export const handsOutCoupons = ({ steps }: Plan): boolean => Object.values(steps).some(({ kind }) => kind === 'coupon');

/** What colleagues would be asked is filled in for nobody. */
const withoutWords = (plan: Plan): Plan => ({
  ...plan,
  steps: Object.fromEntries(
    Object.entries(plan.steps).map(([id, step]) => [id, step.kind === 'task' ? { ...step, title: '', note: null } : step]),
  ),
});

const changesCustomers = ({ set, addTags, removeTags }: UpdateStep): boolean =>
  Object.keys(set).length + addTags.length + removeTags.length > 0;

/** How far back caps and steps look at what was sent, in milliseconds; 0 where nothing does. */
const furthestLook = async (tx: Tx, { steps }: Plan, now: Date): Promise<number> => {
  const caps = contactRulesIn(await readSettings(tx)).caps ?? [];
  const checks = Object.values(steps).flatMap((step) => (step.kind === 'frequency-check' ? [step.within] : []));
  return Math.max(0, ...caps.map(capWindow), ...checks.map((within) => now.getTime() - addDuration(now, within, -1).getTime()));
};

/** A part of what a rehearsal works on: its tables, and what is copied into them. */
interface Part {
  readonly tables: readonly string[];
  readonly copies?: readonly string[];
  readonly of?: readonly unknown[];
}

const NO_PART: Part = { tables: [] };

/** The parts that a plan asks for. */
const partsOf = ({ journeyId, plan, customerIds, isPlayed = false }: Imagined, asked: Asked, looksBack: boolean): readonly Part[] => {
  const updates = updatesOf(plan);
  const isAsked = asked.nodes.length > 0;
  const few = [customerIds ?? null];
  const hasOwnCustomers = customerIds !== undefined || updates.some(changesCustomers);
  const hasOwnLists = updates.some(({ addToList }) => addToList !== null);
  return [
    { tables: SHADOWS },
    isAsked || looksBack || asked.messages ? { tables: FIND_MESSAGES } : NO_PART,
    isAsked ? { tables: [FIND_DUE_MESSAGES] } : NO_PART,
    hasOwnCustomers ? { tables: SHADOW_CUSTOMERS, copies: [COPY_CUSTOMERS, COPY_CLAIMS], of: few } : NO_PART,
    hasOwnLists ? { tables: SHADOW_LISTS, copies: [COPY_LISTS], of: few } : NO_PART,
    hasExperiments(plan) ? { tables: [...SHADOW_EXPERIMENTS, NEW_EXPERIMENT_IDS], copies: COPY_EXPERIMENTS, of: [journeyId] } : NO_PART,
    handsOutCoupons(plan) ? { tables: SHADOW_COUPONS } : NO_PART,
    isPlayed ? { tables: SHADOW_HAPPENINGS, copies: COPY_HAPPENINGS, of: few } : NO_PART,
    // a preview is of a first stay
    customerIds === undefined ? { tables: [], copies: OLD_STAYS, of: [journeyId] } : NO_PART,
    asked.stays ? { tables: [], copies: OTHER_STAYS, of: [journeyId, customerIds ?? null, asked.stays.journeyIds] } : NO_PART,
  ];
};

/**
 * Lays tables of the transaction's own over those that the engine writes, with what it may look back at, and forbids everything else: afterwards the engine
 * runs in this transaction as it always does, and changes nothing that is real.
 * @returns the nodes of whose messages it must be known when they have left
 */
export const layShadows = async (tx: Tx, imagined: Imagined): Promise<readonly string[]> => {
  const { journeyId, plan, now, customerIds, isPlayed = false } = imagined;
  const widest = await furthestLook(tx, plan, now);
  const asked = await askedIn(tx, plan);
  const parts = partsOf(imagined, asked, widest > 0);
  for (const { tables } of parts) for (const statement of tables) await tx.query(statement);
  for (const { copies = [], of } of parts) for (const statement of copies) await tx.query(statement, of);
  if (widest > 0) await tx.query(OLD_CONTACTS, [new Date(now.getTime() - widest), customerIds ?? null]);
  if (asked.messages) await tx.query(ALL_MESSAGES, [customerIds ?? null, asked.messages.journeyIds]);
  if (asked.messages && isPlayed) await tx.query(ALL_RESPONSES, [customerIds]);
  if (widest > 0 || asked.messages) await tx.query(OLD_VERSIONS);
  await tx.query(RUNNING, [journeyId, IMAGINED_VERSION, now]);
  await tx.query(VERSION, [IMAGINED_VERSION, journeyId, JSON.stringify(withoutWords(plan)), now]);
  await tx.query(WRITE_NOTHING_REAL);
  return asked.nodes;
};
