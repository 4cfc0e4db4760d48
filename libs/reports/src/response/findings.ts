import type { Report } from '@wayfare/contracts';
import { isClear } from '../statistics/lift.js';

type Finding = Report['findings'][number];
/** A report but for what is concluded from it. */
export type Reading = Omit<Report, 'findings'>;

const share = (value: number): number => Math.round(value * 1e6) / 1e6;

const aboutLift = (reading: Reading): Finding[] => {
  const { lift } = reading;
  if (!lift) return [{ code: 'no_control', values: {} }];
  if (reading.response.event === null) return [{ code: 'control_cannot_respond', values: {} }];
  const values = {
    difference: share(lift.difference),
    low: share(lift.low),
    high: share(lift.high),
    minimumDetectable: share(lift.minimumDetectable),
  };
  return [{ code: isClear(lift) ? 'lift' : 'lift_unclear', values }];
};

/** The arm that brought most, where at least two can be compared with the same control. */
const aboutArms = (reading: Reading): Finding[] => {
  const [best, next] = reading.byArm
    .filter((arm) => arm.lift !== null)
    .sort((a, b) => (b.lift?.difference ?? 0) - (a.lift?.difference ?? 0));
  if (!best?.lift || !next?.lift || !isClear(best.lift)) return [];
  const perThousand = (difference: number): number => Math.round(difference * 1000);
  return [
    {
      code: 'best_arm',
      values: {
        arm: best.name,
        perThousand: perThousand(best.lift.difference),
        runnerUp: next.name,
        runnerUpPerThousand: perThousand(next.lift.difference),
      },
    },
  ];
};

const aboutUnsent = (reading: Reading): Finding[] => {
  const findings: Finding[] = [];
  const [worst] = Object.entries(reading.suppressed).sort(([, a], [, b]) => b - a);
  if (worst) findings.push({ code: 'suppressed', values: { reason: worst[0], people: worst[1] } });
  if (reading.unknown > 0) findings.push({ code: 'unknown', values: { people: reading.unknown } });
  if (reading.pending > 0) findings.push({ code: 'pending', values: { people: reading.pending } });
  return findings;
};

/** What to do next: fix the reach where more were suppressed than reached, else try those who got it and did not respond. */
const aboutNext = (reading: Reading): Finding[] => {
  const suppressed = Object.values(reading.suppressed).reduce((sum, people) => sum + people, 0);
  const [worst] = Object.entries(reading.suppressed).sort(([, a], [, b]) => b - a);
  if (worst && suppressed > reading.delivered) return [{ code: 'next_fix_reach', values: { reason: worst[0], people: worst[1] } }];
  const silent = reading.delivered - reading.responded;
  return silent > 0 ? [{ code: 'next_non_responders', values: { people: silent } }] : [];
};

/** What the report says in words, in the order in which a reader wants to know. */
export const findingsOf = (reading: Reading, windowClosesAt: Date): Finding[] => {
  if (reading.targeted === 0) return [{ code: 'nobody_decided', values: {} }];
  return [
    {
      code: 'delivered',
      values: {
        delivered: reading.delivered,
        responded: reading.responded,
        ...(reading.responseRate === null ? {} : { responseRate: share(reading.responseRate) }),
      },
    },
    ...aboutLift(reading),
    ...aboutArms(reading),
    ...(reading.sampleRatio && !reading.sampleRatio.ok
      ? [{ code: 'sample_ratio_broken' as const, values: { p: reading.sampleRatio.p } }]
      : []),
    ...aboutUnsent(reading),
    ...(reading.complete ? [] : [{ code: 'window_open' as const, values: { until: windowClosesAt.toISOString() } }]),
    ...aboutNext(reading),
  ];
};
