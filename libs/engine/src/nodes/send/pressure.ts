import { type Contact, capWindow, fitUnderCaps, personZone, type SendStep, USUAL_PRIORITY } from '@wayfare/journey';
import type { Deferral } from '@wayfare/kernel';
import type { Cohort } from '../../cohorts/cohort.js';
import type { Rules } from '../../rules.js';
import type { Scene } from '../handler.js';
import { OVER_A_CAP, SETTLE } from './pressure.sql.js';

interface Row {
  readonly customerId: string;
  readonly entryNo: number;
  readonly pass: number;
  readonly notBefore: Date;
  readonly deferredBy: Deferral | null;
  readonly zone: string;
  readonly times: readonly Date[] | null;
  readonly channels: readonly string[] | null;
}

const contactsOf = ({ times, channels }: Row): Contact[] => (times ?? []).map((at, place) => ({ at, channel: channels?.[place] ?? '' }));

/**
 * Holds the messages that a step has just made to the frequency caps. The database finds those that a cap does not let leave when they would; what becomes of each is
 * decided by the same function that the interpreter asks. The dispatcher asks once more when they are about to leave.
 */
export const holdToCaps = async (step: SendStep, cohort: Cohort, { caps, quiet }: Rules, scene: Scene): Promise<void> => {
  if (step.ignoreCaps || caps.length === 0) return;
  const windows = caps.map(capWindow);
  const rows = await scene.tx.query<Row>(OVER_A_CAP, [
    cohort.journeyId,
    cohort.id,
    step.id,
    scene.now,
    step.channel,
    windows,
    caps.map(({ max }) => max),
    caps.map(({ channel }) => channel ?? ''),
    Math.max(...windows),
    scene.version.plan.settings.priority ?? USUAL_PRIORITY,
  ]);
  if (rows.length === 0) return;
  const fallback = await scene.zone();
  const fates = rows.map((row) =>
    fitUnderCaps(step, { ...row, zone: personZone(row.zone, fallback), contacts: contactsOf(row) }, caps, quiet),
  );
  await scene.tx.query(SETTLE, [
    cohort.journeyId,
    step.id,
    rows.map(({ customerId }) => customerId),
    rows.map(({ entryNo }) => entryNo),
    rows.map(({ pass }) => pass),
    fates.map(({ state }) => state),
    fates.map((fate) => (fate.state === 'suppressed' ? fate.reason : null)),
    fates.map((fate) => (fate.state === 'queued' ? fate.notBefore : scene.now)),
    fates.map((fate) => (fate.state === 'queued' ? fate.deferredBy : null)),
  ]);
};
