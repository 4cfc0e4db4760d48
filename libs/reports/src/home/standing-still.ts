import type { Home } from '@wayfare/contracts';
import { readChecks, readStalls } from '@wayfare/engine';
import type { Sql } from '@wayfare/platform';

/** What comes before everything else that needs attention: people who are not accounted for, and journeys that should move and do not. */
export const standingStill = async (sql: Sql, now: Date): Promise<Home['attention']> => {
  const { checks } = await readChecks(sql);
  const lost = Math.max(0, ...checks.map(({ differences }) => differences.length));
  const stalls = await readStalls(sql, now);
  return [
    ...(lost > 0 ? [{ code: 'people_lost', values: { count: lost }, link: '/settings?tab=system' }] : []),
    ...stalls.slice(0, 5).map(({ what, journeyId, name, count, since, connector }) => ({
      code: `stalled_${what}`,
      values: { name, count, since, ...(connector === null ? {} : { connector }) },
      link: `/journeys/${journeyId}`,
    })),
  ];
};
