import { resolveSegments } from '@wayfare/audiences';
import type { Plan } from '@wayfare/journey';
import { type Condition, leavesOf, messageNodesOf } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { conditionOf } from '../enter/audience.js';

/** What questions of a kind are about: the journeys that all of them name; null: any. */
interface Journeys {
  readonly journeyIds: readonly string[] | null;
}

/** What a plan's conditions ask about messages and stays. */
export interface Asked {
  /** The nodes of whose messages it must be known when they have left. */
  readonly nodes: readonly string[];
  /** Messages of all journeys; null: no question asks for them. */
  readonly messages: Journeys | null;
  readonly stays: Journeys | null;
}

/** The conditions that are asked of people on their way, and at the door. */
const conditionsIn = ({ steps, settings }: Plan): Condition[] => [
  ...Object.values(steps).flatMap((step) => {
    if (step.kind === 'branch') return step.paths.map(({ condition }) => condition);
    return step.kind === 'audience' ? [conditionOf(step.audience)] : [];
  }),
  ...(settings.exitWhen ? [settings.exitWhen] : []),
];

/** The journeys that a condition's questions of one kind name by their ids. */
const journeysIn = (condition: Condition, kind: 'messages' | 'enrollments'): Journeys | null => {
  const leaves = leavesOf(condition)
    .flatMap((leaf) => ('messages' in leaf || 'enrollments' in leaf ? leaf : []))
    .filter((leaf) => kind in leaf);
  if (leaves.length === 0) return null;
  const tests = leaves.map(({ where = [] }) => where.find(({ property, is }) => property === 'journey' && (is === 'eq' || is === 'in')));
  if (tests.includes(undefined)) return { journeyIds: null };
  const ids = tests.flatMap((test) => [test?.value].flat()).filter((id) => typeof id === 'string' && /^\d{1,18}$/.test(id));
  return { journeyIds: [...new Set(ids.map(String))] };
};

const isSend = ({ kind }: Plan['steps'][string]): boolean => kind === 'send' || kind === 'webhook';

/** What a plan asks, with the meaning that its segments have now. */
export const askedIn = async (sql: Sql, plan: Plan): Promise<Asked> => {
  const condition = await resolveSegments(sql, { all: conditionsIn(plan) });
  const [messages, stays] = [journeysIn(condition, 'messages'), journeysIn(condition, 'enrollments')];
  const own = messages ? Object.values(plan.steps).flatMap((step) => (isSend(step) ? [step.id] : [])) : [];
  return { nodes: [...new Set([...messageNodesOf(condition), ...own])], messages, stays };
};
