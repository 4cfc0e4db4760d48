import type { SelfDifference } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import type { EngineParts } from '../parts.js';
import { checkConservation } from '../read/conservation.js';
import { checkMessageTotals } from '../read/message-totals.js';
import { BEGIN_CHECK, END_CHECK, SIGN_OF_LIFE, TOTALS } from './self-check.sql.js';

/** How often each check runs, in seconds: the cheap one reads totals and cohorts, the full one every move, person and message. */
const EVERY = { totals: 300, full: 3600 } as const;
type Check = keyof typeof EVERY;
/** More would say nothing more. */
const KEPT = 50;

const CARRY_OUT: { readonly [K in Check]: (sql: Sql) => Promise<SelfDifference[]> } = {
  totals: (sql) => sql.query<SelfDifference>(TOTALS),
  full: async (sql) =>
    [
      ...(await checkConservation(sql)).map(({ journeyId, nodeId, byTotals, byCount }) => ({ journeyId, nodeId, byTotals, byCount })),
      ...(await checkMessageTotals(sql)),
    ].slice(0, KEPT),
};

/**
 * The engine looks after itself (engine.md, rule 4): nobody is lost and nobody is made. What it finds is kept for the admin's page, for home and for `/metrics`; it
 * changes nothing. A check that fails itself is logged, and stops no work.
 */
export const checkOneself = async ({ database, logger }: EngineParts): Promise<void> => {
  await database.query(SIGN_OF_LIFE);
  for (const check of Object.keys(EVERY) as Check[]) {
    if ((await database.query(BEGIN_CHECK, [check, EVERY[check]])).length === 0) continue;
    const began = performance.now();
    try {
      const differences = await CARRY_OUT[check](database);
      await database.query(END_CHECK, [check, Math.round(performance.now() - began), JSON.stringify(differences)]);
      if (differences.length > 0) logger.error({ check, differences }, 'people were lost or made');
    } catch (error) {
      logger.error({ err: error, check }, 'the self-check failed');
    }
  }
};
