import type { FrequencyCheckStep } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { type PeopleQuery, peopleOf } from '../../steps/people.js';
import type { NodeHandler } from '../handler.js';

/** Whether a person has had as many messages as the limit: no more of them are looked at than it takes to know. What caps count, counts. */
const hasHadEnough = (people: PeopleQuery, { channel, limit, within }: FrequencyCheckStep, now: Date): string => {
  const most = people.bind(limit);
  return `(
    SELECT count(*) FROM (
      SELECT 1 FROM messages m
      WHERE m.customer_id = e.customer_id AND NOT m.transactional AND ${channel === null ? `m.channel <> 'webhook'` : `m.channel = ${people.bind(channel)}::text`}
        AND m.state IN ('queued', 'sending', 'sent', 'delivered', 'bounced', 'unknown')
        AND coalesce(m.handed_at, m.not_before) > ${people.bind(addDuration(now, within, -1))}::timestamptz
        AND coalesce(m.handed_at, m.not_before) <= ${people.bind(now)}::timestamptz
      LIMIT ${most}::int
    ) had
  ) >= ${most}::int`;
};

/** People part by how many messages they have had lately, whichever journey they came from. */
export const frequencyCheck: NodeHandler<'frequency-check'> = {
  touchesPeople: true,
  changesPeople: false,
  take: async (step, cohort, scene) => {
    const people = peopleOf(cohort, { customers: false });
    return {
      does: 'part',
      parting: people.select(`CASE WHEN ${hasHadEnough(people, step, scene.now)} THEN 1 ELSE 0 END`),
      ways: [
        { does: 'go', to: step.under, handle: 'under' },
        { does: 'go', to: step.over, handle: 'over' },
      ],
    };
  },
};
