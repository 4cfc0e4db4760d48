import { type EditEffect, type EditMap, editEffect } from '@wayfare/journey';
import { unprocessable } from '@wayfare/kernel';
import { inEachShard, type Tx } from '@wayfare/platform';
import { audiencesOf } from '../enter/schedule.js';
import type { DispatcherPort, EnrollmentKey } from '../parts.js';
import type { Plans, Version } from '../plans.js';
import { withdrawFromNodes, withdrawFromStays } from '../tasks/withdraw.js';
import { LEAVE_FROM_NODES, PLACES, RUNS_GO_ON, SET_LEAVERS_ASIDE, STAYS_OF_LEAVING, SWITCH } from './switch.sql.js';

/** People who stand at one node of one version. */
interface Place {
  readonly versionId: string;
  readonly nodeId: string;
  readonly people: number;
}

/** `handle` of the move into a version by which people came to another node than the one where they stood. */
export const MAPPED = 'mapped';

export interface Switching {
  readonly plans: Plans;
  readonly dispatcher: Pick<DispatcherPort, 'cancelForEnrollments'>;
  readonly now: Date;
}

/**
 * Takes everybody inside a journey over to its next version, in one go however many they are: only rows of cohorts are written, and those of people who leave (decision 009). The caller holds the
 * journey alone.
 * @throws AppError 422 `people_on_deleted_nodes` with the nodes, where nobody has said what becomes of the people there
 */
export const switchPeople = async (tx: Tx, version: Version, map: EditMap, { plans, dispatcher, now }: Switching): Promise<void> => {
  const places = await tx.query<Place>(PLACES, [version.journeyId, version.id]);
  const older = await plans.all(tx, [...new Set(places.map(({ versionId }) => versionId))]);
  const effects = places.map((place) => ({ ...place, ...effectAt(place, older, version, map) }));
  const open = effects.filter(({ does, people }) => does === 'ask' && people > 0);
  if (open.length > 0) throw peopleOnDeletedNodes(open);
  const leaving = effects.filter(({ does }) => does === 'leave' || does === 'ask');
  const from = [version.journeyId, leaving.map(({ versionId }) => versionId), leaving.map(({ nodeId }) => nodeId)];
  await inEachShard(tx, async () => {
    if (leaving.length > 0) {
      const stays = await tx.query<EnrollmentKey>(STAYS_OF_LEAVING, from);
      await dispatcher.cancelForEnrollments(tx, stays, 'stopped');
      await withdrawFromStays(tx, now, stays);
      await tx.query(LEAVE_FROM_NODES, [...from, now]);
    }
    await tx.query(SET_LEAVERS_ASIDE, [version.journeyId, version.id, now]);
    await tx.query(SWITCH, [
      version.journeyId,
      version.id,
      now,
      MAPPED,
      effects.map(({ versionId }) => versionId),
      effects.map(({ nodeId }) => nodeId),
      effects.map(({ does }) => does),
      effects.map((effect) => (effect.does === 'go' ? effect.to : null)),
    ]);
  });
  const gone = effects.flatMap(({ does, nodeId }) => (does === 'go' ? [nodeId] : []));
  await withdrawFromNodes(tx, now, version.journeyId, gone);
  await tx.query(RUNS_GO_ON, [version.journeyId, version.id, audiencesOf(version.plan).map(({ id }) => id)]);
};

const effectAt = ({ versionId, nodeId }: Place, older: ReadonlyMap<string, Version>, version: Version, map: EditMap): EditEffect => {
  const before = older.get(versionId);
  if (!before) throw new Error(`there is no version ${versionId}`);
  return editEffect(before.plan, version.plan, nodeId, map);
};

const peopleOnDeletedNodes = (places: readonly Place[]) =>
  unprocessable('people_on_deleted_nodes', 'People stand at steps that the next version no longer has. Say where they go.', {
    nodes: places.map(({ nodeId, people }) => ({ nodeId, people })),
  });
