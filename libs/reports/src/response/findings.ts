import type { Report } from '@wayfare/contracts';
import { isClear } from '../statistics/lift.js';

type Finding = Report['findings'][number];
/** What was counted: a report but for what is concluded from it, and for its own earlier readings. */
export type Counted = Omit<Report, 'findings' | 'readings' | 'upcoming' | 'countedAt'>;

const share = (value: number): number => Math.round(value * 1e6) / 1e6;

const aboutLift = (counted: Counted): Finding[] => {
  const { lift } = counted;
  if (!lift) return [{ code: 'no_control', values: {} }];
  if (counted.response.event === null) return [{ code: 'control_cannot_respond', values: {} }];
  const values = {
    difference: share(lift.difference),
    low: share(lift.low),
    high: share(lift.high),
    minimumDetectable: share(lift.minimumDetectable),
  };
  return [{ code: isClear(lift) ? 'lift' : 'lift_unclear', values }];
};

/** The arm that brought most, where at least two can be compared with the same control. */
const aboutArms = (counted: Counted): Finding[] => {
  const [best, next] = counted.byArm
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

const aboutUnsent = (counted: Counted): Finding[] => {
  const findings: Finding[] = [];
  const [worst] = Object.entries(counted.suppressed).sort(([, a], [, b]) => b - a);
  if (worst) findings.push({ code: 'suppressed', values: { reason: worst[0], people: worst[1] } });
  if (counted.unknown > 0) findings.push({ code: 'unknown', values: { people: counted.unknown } });
  if (counted.pending > 0) findings.push({ code: 'pending', values: { people: counted.pending } });
  return findings;
};

/** What to do next: fix the reach where more were suppressed than reached, else try those who got it and did not respond. */
const aboutNext = (counted: Counted): Finding[] => {
  const suppressed = Object.values(counted.suppressed).reduce((sum, people) => sum + people, 0);
  const [worst] = Object.entries(counted.suppressed).sort(([, a], [, b]) => b - a);
  if (worst && suppressed > counted.delivered) return [{ code: 'next_fix_reach', values: { reason: worst[0], people: worst[1] } }];
  const silent = counted.delivered - counted.responded;
  return silent > 0 ? [{ code: 'next_non_responders', values: { people: silent } }] : [];
};

/** What the report says in words, in the order in which a reader wants to know. */
export const findingsOf = (counted: Counted, windowClosesAt: Date): Finding[] => {
  if (counted.targeted === 0) return [{ code: 'nobody_decided', values: {} }];
  return [
    {
      code: 'delivered',
      values: {
        delivered: counted.delivered,
        responded: counted.responded,
        ...(counted.responseRate === null ? {} : { responseRate: share(counted.responseRate) }),
      },
    },
    ...aboutLift(counted),
    ...aboutArms(counted),
    ...(counted.sampleRatio && !counted.sampleRatio.ok
      ? [{ code: 'sample_ratio_broken' as const, values: { p: counted.sampleRatio.p } }]
      : []),
    ...aboutUnsent(counted),
    ...(counted.complete ? [] : [{ code: 'window_open' as const, values: { until: windowClosesAt.toISOString() } }]),
    ...aboutNext(counted),
  ];
};
