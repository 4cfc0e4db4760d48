import type { SelfCheck, SelfDifference } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import { CHECKS } from './self-check.sql.js';

interface Row {
  readonly kind: 'look' | SelfCheck['kind'];
  readonly ranAt: Date | null;
  readonly tookMs: number;
  readonly differences: SelfDifference[];
  readonly isOld: boolean;
}

export interface Checks {
  /** Whether some worker has looked for work within the last minute. */
  readonly isWorking: boolean;
  readonly seenAt: Date | null;
  readonly checks: readonly SelfCheck[];
}

/** When the engine last looked after itself, and what it found. */
export const readChecks = async (sql: Sql): Promise<Checks> => {
  const rows = await sql.query<Row>(CHECKS);
  const look = rows.find(({ kind }) => kind === 'look');
  return {
    isWorking: look?.isOld === false,
    seenAt: look?.ranAt ?? null,
    checks: rows.flatMap(({ kind, ranAt, tookMs, differences }) =>
      kind === 'look' ? [] : [{ kind, ranAt: ranAt?.toISOString() ?? null, tookMs, differences }],
    ),
  };
};
