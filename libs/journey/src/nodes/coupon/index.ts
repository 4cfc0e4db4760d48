import { messageNodesOf } from '@wayfare/kernel';
import type { CouponStep } from '../../plan.js';
import { durationFindings } from '../../problems/checks.js';
import { type Finding, finding, unless } from '../../problems/codes.js';
import type { GraphContext } from '../../problems/known.js';
import type { Act, NodeDefinition, Scene } from '../definition.js';
import { none } from '../definition.js';
import { repeatedIds } from '../repeated.js';
import type { CouponData } from './schema.js';

const poolFindings = (poolId: string | undefined, known: GraphContext): readonly Finding[] =>
  poolId ? unless(known.couponPools.has(poolId), 'unknown_pool', { pool: poolId }) : [finding('missing_pool')];

const couponFindings = ({ poolId, tiers = [], validFor }: CouponData, known: GraphContext): readonly Finding[] => [
  ...poolFindings(poolId, known),
  ...tiers.flatMap((tier) => poolFindings(tier.poolId, known)),
  ...repeatedIds(tiers),
  // what became of a message may not be known yet, and nobody waits here
  ...tiers.flatMap(({ id, name, condition }) =>
    unless(!condition || messageNodesOf(condition).length === 0, 'tier_asks_for_messages', { tier: name || id }),
  ),
  ...(validFor === undefined ? [] : durationFindings(validFor)),
];

/** Nobody gets a second code of a step in one stay: who has one already goes the same way. */
const take = (step: CouponStep, scene: Scene): Act => {
  const poolId = step.tiers.find(({ condition }) => scene.ask(condition))?.poolId ?? step.poolId;
  const gets = scene.wentBefore === 'issued' || scene.hasCode(step.id, poolId);
  return gets ? { does: 'go', to: step.issued, handle: 'issued' } : { does: 'go', to: step.empty, handle: 'empty' };
};

/** Each person gets a code of a pool, which nobody else ever gets; those for whom the pool has none left go by `empty`. */
export const coupon: NodeDefinition<'coupon'> = {
  place: 'middle',
  sends: false,
  handles: () => [
    { id: 'issued', label: 'issued' },
    { id: 'empty', label: 'empty' },
  ],
  conditions: ({ tiers = [] }) => tiers.map(({ id, name, condition }) => ({ name: name || id, condition })),
  matches: none,
  findings: couponFindings,
  compile: ({ id, data }, wiring) => ({
    kind: 'coupon',
    id,
    name: data.name,
    poolId: data.poolId ?? '',
    tiers: (data.tiers ?? []).map(({ condition, poolId }) => ({ condition: condition ?? { any: [] }, poolId: poolId ?? '' })),
    validFor: data.validFor || null,
    issued: wiring.next('issued'),
    empty: wiring.next('empty'),
  }),
  interpret: take,
};
