import type { JourneyState, Live } from '@wayfare/contracts';
import { type Graph, isStepKind } from '@wayfare/journey';
import { notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { MoveKind } from '../cohorts/cohort.js';
import { flowsOf, type Way } from '../read/lines.js';
import { DOOR, HEAD, MESSAGES, NEXT_AT, PAUSE, WAYS } from './live.sql.js';

interface Moved extends Way {
  readonly kind: MoveKind;
  readonly reason: string | null;
}
interface Messages {
  readonly nodeId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly messages: number;
}

const sum = (ways: readonly Moved[]): number => ways.reduce((total, way) => total + way.people, 0);

/** Passed a node: went on along a line or in another journey, or came to the journey's end there. Who leaves before their time has passed nothing. */
const isPassing = ({ to, reason }: Moved): boolean => to !== null || reason === 'completed' || reason === 'moved_on';

const tally = (rows: readonly { key: string; count: number }[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { key, count } of rows) counts[key] = (counts[key] ?? 0) + count;
  return counts;
};

const messagesAt = (nodeId: string, all: readonly Messages[]): Pick<Live['nodes'][number], 'messages' | 'suppressed'> => {
  const here = all.filter((row) => row.nodeId === nodeId);
  if (here.length === 0) return {};
  const suppressed = here.filter(({ state }) => state === 'suppressed');
  return {
    messages: tally(here.map(({ state, messages }) => ({ key: state, count: messages }))),
    ...(suppressed.length > 0
      ? { suppressed: tally(suppressed.map(({ reason, messages }) => ({ key: reason ?? '', count: messages }))) }
      : {}),
  };
};

const heldOutAt = (nodeId: string, ways: readonly Moved[]): { heldOut?: number } => {
  const held = ways.filter(({ from, reason }) => from === nodeId && reason === 'holdout');
  return held.length > 0 ? { heldOut: sum(held) } : {};
};

/** Nodes of the running version first, then those that only people on earlier versions know. */
const nodeIds = (graph: Graph, ways: readonly Moved[]): string[] => [
  ...new Set([
    ...graph.nodes.filter(({ type }) => isStepKind(type)).map(({ id }) => id),
    ...ways.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null),
  ]),
];

/**
 * Where a journey's people stand: everything from the sums of its moves, so that `entered = inside + exited` at every moment.
 * @param version only the people who go by this one; without it, everyone
 */
export const readLive = async (sql: Sql, id: string, version: number | undefined): Promise<Live> => {
  const asked = [id, version ?? null];
  const [head] = await sql.query<{ state: JourneyState; version: number | null; graph: Graph }>(HEAD, asked);
  if (!head) throw notFound('journey', id);
  const ways = await sql.query<Moved>(WAYS, asked);
  const [door] = await sql.query<{ waiting: number; held: number; refused: number; nextAt: Date | null }>(DOOR, [id]);
  const [pause] = await sql.query<{ from: Date; breaker: NonNullable<Live['pause']>['breaker'] }>(PAUSE, [id]);
  const nextAts = await sql.query<{ nodeId: string; nextAt: Date | null }>(NEXT_AT, asked);
  const messages = await sql.query<Messages>(MESSAGES, asked);
  // who goes over to another version comes into that one and leaves the old one, but neither comes into the journey nor leaves it
  const borders = version === undefined ? ways.filter(({ kind }) => kind !== 'switch') : ways;
  const entered = sum(borders.filter(({ from }) => from === null));
  const exited = sum(borders.filter(({ to }) => to === null));
  return {
    state: head.state,
    version: head.version,
    pause: pause ? { from: pause.from.toISOString(), breaker: pause.breaker } : null,
    entered,
    inside: entered - exited,
    exited,
    door: { waiting: door?.waiting ?? 0, held: door?.held ?? 0, refused: door?.refused ?? 0, nextAt: door?.nextAt?.toISOString() ?? null },
    nodes: nodeIds(head.graph, ways).map((nodeId) => ({
      id: nodeId,
      here: sum(ways.filter(({ to }) => to === nodeId)) - sum(ways.filter(({ from }) => from === nodeId)),
      passed: sum(ways.filter((way) => way.from === nodeId && isPassing(way))),
      nextAt: nextAts.find((row) => row.nodeId === nodeId)?.nextAt?.toISOString() ?? null,
      ...heldOutAt(nodeId, ways),
      ...messagesAt(nodeId, messages),
    })),
    edges: flowsOf(ways),
  };
};
