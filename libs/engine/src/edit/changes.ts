import type { JourneyChanges } from '@wayfare/contracts';
import { changesBetween, compile, editEffect, type Graph, type Plan } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';
import { experimentChanges } from '../experiments/changes.js';
import { readGraphContext } from '../journeys/context.js';
import { readJourney } from '../journeys/rows.js';
import { readVersion } from '../journeys/versions.js';
import type { EngineParts } from '../parts.js';
import { stepOf, type Version } from '../plans.js';
import { recomputed } from './recomputed.js';
import { PLACES } from './switch.sql.js';

interface Place {
  readonly versionId: string;
  readonly nodeId: string;
  readonly people: number;
}

type Standing = JourneyChanges['standing'][number];

/** Of no version: everybody who is inside goes by another one. */
const NO_VERSION = '0';
const NO_CHANGES = { nodes: [], lines: [], settings: [] };

/**
 * The draft against the version that runs, and what becomes of the people inside if it is published and they move.
 * @throws AppError `not_found`
 */
export const readChanges = async ({ database, clock, plans }: EngineParts, id: string): Promise<JourneyChanges> => {
  const { graph, version } = await readJourney(database, id);
  const before = version === null ? null : (await readVersion(database, id, version)).graph;
  const after = await planOf(database, graph, id);
  const places = await database.query<Place>(PLACES, [id, NO_VERSION]);
  const versions = await plans.all(database, [...new Set(places.map(({ versionId }) => versionId))]);
  const standing: Standing[] = [];
  for (const place of places.filter(({ people }) => people > 0)) {
    const from = versions.get(place.versionId);
    if (from) standing.push(await standingAt(database, place, from, after, clock.now()));
  }
  return {
    version,
    ...(before ? told(changesBetween(before, graph)) : NO_CHANGES),
    standing,
    experiments: after ? await experimentChanges(database, id, after, clock.now()) : [],
    targets: after ? Object.keys(after.steps).filter((nodeId) => !after.entries.includes(nodeId)) : [],
  };
};

const planOf = async (sql: Sql, graph: Graph, journeyId: string): Promise<Plan | null> => {
  const compiled = compile(graph, await readGraphContext(sql, journeyId));
  return compiled.ok ? compiled.value : null;
};

const told = ({ nodes, lines, settings }: ReturnType<typeof changesBetween>): Pick<JourneyChanges, 'nodes' | 'lines' | 'settings'> => ({
  nodes: nodes.map((node) => ({ ...node, fields: [...node.fields] })),
  lines: [...lines],
  settings: [...settings],
});

const standingAt = async (sql: Sql, { nodeId, people }: Place, from: Version, after: Plan | null, now: Date): Promise<Standing> => {
  const { kind, name } = stepOf(from.plan, nodeId);
  const effect = after && (await effectOn(sql, nodeId, from, after, now));
  return { version: from.number, nodeId, kind, name, people, effect };
};

const effectOn = async (sql: Sql, nodeId: string, from: Version, after: Plan, now: Date): Promise<Standing['effect']> => {
  const effect = editEffect(from.plan, after, nodeId, {});
  if (effect.does === 'stay') return { does: 'stay' };
  if (effect.does !== 'anew') return { does: 'gone' };
  return { does: 'anew', ...(await recomputed(sql, { from, after, step: stepOf(after, nodeId), now })) };
};
