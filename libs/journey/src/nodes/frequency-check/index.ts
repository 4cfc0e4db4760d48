import { addDuration } from '@wayfare/kernel';
import type { FrequencyCheckStep } from '../../plan.js';
import { durationFindings } from '../../problems/checks.js';
import { unless } from '../../problems/codes.js';
import { type Act, type NodeDefinition, none, type Scene } from '../definition.js';

const take = (step: FrequencyCheckStep, { now, contacts }: Scene): Act => {
  const since = addDuration(now, step.within, -1);
  const had = contacts.filter(({ channel, at }) => (step.channel === null || channel === step.channel) && at > since && at <= now);
  return had.length < step.limit ? { does: 'go', to: step.under, handle: 'under' } : { does: 'go', to: step.over, handle: 'over' };
};

/**
 * People part by how many messages they have had lately, of whatever journey: `under` the limit or `over` it, which takes those who are just there too. What frequency caps count, counts
 * (decision 007, rule 3).
 */
export const frequencyCheck: NodeDefinition<'frequency-check'> = {
  place: 'middle',
  sends: false,
  handles: () => [
    { id: 'under', label: 'under' },
    { id: 'over', label: 'over' },
  ],
  conditions: none,
  matches: none,
  findings: ({ limit, within }) => [
    ...unless(Number.isSafeInteger(limit) && limit >= 1 && limit <= 1000, 'bad_limit', { value: limit }),
    ...durationFindings(within),
  ],
  compile: ({ id, data }, wiring) => ({
    kind: 'frequency-check',
    id,
    name: data.name,
    channel: data.channel || null,
    limit: data.limit,
    within: data.within,
    under: wiring.next('under'),
    over: wiring.next('over'),
  }),
  interpret: take,
};
