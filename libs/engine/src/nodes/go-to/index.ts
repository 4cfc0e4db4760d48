import type { NodeHandler } from '../handler.js';

/** `$1` cohort, `$2` journey, `$3` node, `$4` the other journey, `$5` now, `$6` shard */
const HAND_OVER = 'INSERT INTO hand_overs (cohort_id, journey_id, node_id, to_journey_id, at, shard) VALUES ($1, $2, $3, $4, $5, $6)';

/**
 * People leave this journey, and that they are to come into another one is written down in the same transaction: one row for a cohort, since its people are those who point at it for ever. The other journey
 * lets them in by its own rules (enter/).
 */
export const goTo: NodeHandler<'go-to'> = {
  touchesPeople: false,
  changesPeople: false,
  take: async (step, cohort, scene) => {
    await scene.tx.query(HAND_OVER, [cohort.id, cohort.journeyId, step.id, step.journeyId, scene.now, scene.shard]);
    scene.handedOver(cohort.id);
    return { does: 'leave', reason: 'moved_on' };
  },
};
