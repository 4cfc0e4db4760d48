import type { CouponStep } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import type { Cohort } from '../../cohorts/cohort.js';
import { conditionOn, peopleOf } from '../../steps/people.js';
import type { NodeHandler, Scene } from '../handler.js';
import { issueStatement, LOCK_POOLS } from './issue.sql.js';

const issue = async (step: CouponStep, cohort: Cohort, scene: Scene): Promise<void> => {
  const people = peopleOf(cohort, { customers: true });
  const tiers: string[] = [];
  for (const { condition, poolId } of step.tiers) {
    const holds = await conditionOn(people, condition, cohort, scene);
    tiers.push(`WHEN ${holds} THEN ${people.bind(poolId)}::bigint`);
  }
  const own = `${people.bind(step.poolId)}::bigint`;
  const pool = tiers.length === 0 ? own : `CASE ${tiers.join(' ')} ELSE ${own} END`;
  const names = {
    node: people.bind(step.id),
    now: people.bind(scene.now),
    expires: people.bind(step.validFor === null ? null : addDuration(scene.now, step.validFor)),
  };
  const asked = people.ask(`e.customer_id, e.journey_id, e.entry_no, ${pool} AS pool_id`);
  await scene.tx.query(LOCK_POOLS, [[step.poolId, ...step.tiers.map(({ poolId }) => poolId)]]);
  await scene.tx.query(issueStatement(asked.text, names), asked.parameters);
};

/** Each person gets a code that nobody else ever gets; where a pool has fewer than people want, the first by their ids get one and the others go by `empty`. */
export const coupon: NodeHandler<'coupon'> = {
  touchesPeople: true,
  changesPeople: false,
  take: async (step, cohort, scene) => {
    await issue(step, cohort, scene);
    const people = peopleOf(cohort, { customers: false });
    const has = `EXISTS (
      SELECT 1 FROM coupon_issues i
      WHERE i.customer_id = e.customer_id AND i.journey_id = e.journey_id AND i.entry_no = e.entry_no AND i.node_id = ${people.bind(step.id)}::text
    )`;
    return {
      does: 'part',
      parting: people.select(`CASE WHEN ${has} THEN 0 ELSE 1 END`),
      ways: [
        { does: 'go', to: step.issued, handle: 'issued' },
        { does: 'go', to: step.empty, handle: 'empty' },
      ],
    };
  },
};
