import { type AudienceStep, type EventEntryStep, GLOBAL_HOLDOUT_SALT, holdoutSalt, type Reentry } from '@wayfare/journey';
import { parseDuration, saltSeed } from '@wayfare/kernel';
import { contactRulesIn, readSettings, type Tx } from '@wayfare/platform';
import type { Cohort } from '../cohorts/cohort.js';
import { type Ledger, newCohortIds } from '../cohorts/ledger.js';
import { ADMIT_AGAIN, ADMIT_NEWCOMERS } from './admission.sql.js';

export interface Admission {
  readonly journeyId: string;
  readonly versionId: string;
  readonly step: AudienceStep | EventEntryStep;
  readonly people: readonly string[];
}

export interface Admitted {
  /** Those who go on, standing at the entry; null where there are none. */
  readonly cohort: Cohort | null;
  readonly entered: number;
  readonly heldOut: number;
}

const restOf = ({ policy, after }: Reentry): readonly [months: number, days: number, seconds: number] => {
  const parts = policy === 'after' && after !== null ? parseDuration(after) : null;
  return parts ? [parts.years * 12 + parts.months, parts.days, parts.milliseconds / 1000] : [0, 0, 0];
};

const newCohort = (id: string, people: number, { journeyId, versionId, step }: Admission, now: Date): Cohort => ({
  id,
  journeyId,
  versionId,
  nodeId: step.id,
  state: 'standing',
  exitReason: null,
  seq: 0,
  people,
  enteredAt: now,
  arrivedAt: now,
  dueAt: now,
  parent: null,
  arms: {},
  heldOutAt: null,
  switchedAt: null,
});

/**
 * Takes people into a journey by one of its entries: the re-entry policy, then the holdout (decision 002, rule 12). Who is held out enters and leaves at once, in a
 * cohort of their own, so that the report can compare them.
 */
export const admit = async (tx: Tx, admission: Admission, ledger: Ledger): Promise<Admitted> => {
  const { step, journeyId, people } = admission;
  const [id = '', heldOutId = ''] = await newCohortIds(tx, 2);
  const again = step.reentry.policy !== 'never';
  const [counts] = await tx.query<{ entered: number; heldOut: number }>(again ? ADMIT_AGAIN : ADMIT_NEWCOMERS, [
    people,
    journeyId,
    id,
    heldOutId,
    saltSeed(holdoutSalt(journeyId)),
    step.holdout,
    saltSeed(GLOBAL_HOLDOUT_SALT),
    contactRulesIn(await readSettings(tx)).globalHoldout,
    ...(again ? [ledger.now, ...restOf(step.reentry)] : []),
  ]);
  const { entered, heldOut } = counts ?? { entered: 0, heldOut: 0 };
  if (heldOut > 0) ledger.exit(ledger.enter({ ...newCohort(heldOutId, heldOut, admission, ledger.now), heldOutAt: ledger.now }), 'holdout');
  return { cohort: entered > 0 ? ledger.enter(newCohort(id, entered, admission, ledger.now)) : null, entered, heldOut };
};
