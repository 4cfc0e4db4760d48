import type { Report, ReportPeople } from '@wayfare/contracts';

export const FUNNEL_STEPS = ['targeted', 'heldOut', 'suppressed', 'delivered', 'opened', 'clicked', 'responded', 'converted'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

export interface FunnelRow {
  readonly step: FunnelStep & ReportPeople;
  readonly people: number;
  /** Length of the bar: a share of everyone decided on. */
  readonly width: number;
  /** What the number is told as a share of: those decided on, or those delivered. */
  readonly share: number | null;
  /** Opens by machines, as a share of everyone: drawn behind, never counted as people. */
  readonly machine: number;
  readonly tone: 'ink' | 'quiet' | 'seal';
}

const TONES: Readonly<Record<FunnelStep, FunnelRow['tone']>> = {
  targeted: 'ink',
  heldOut: 'quiet',
  suppressed: 'quiet',
  delivered: 'ink',
  opened: 'ink',
  clicked: 'ink',
  responded: 'seal',
  converted: 'seal',
};

export const suppressedPeople = (suppressed: Readonly<Record<string, number>>): number =>
  Object.values(suppressed).reduce((sum, people) => sum + people, 0);

const peopleAt = (report: Report, step: FunnelStep): number => (step === 'suppressed' ? suppressedPeople(report.suppressed) : report[step]);

const isOfTargeted = (step: FunnelStep): boolean => step === 'heldOut' || step === 'suppressed' || step === 'delivered';

const shareOf = (report: Report, step: FunnelStep, people: number): number | null => {
  if (step === 'targeted') return null;
  const base = isOfTargeted(step) ? report.targeted : report.delivered;
  return base === 0 ? null : people / base;
};

/** Whether a step has anything to say: a journey without a goal converts nobody, and one without holdout holds nobody out. */
const isTold = (report: Report, step: FunnelStep): boolean => {
  if (step === 'converted') return report.goal !== null;
  return (step !== 'heldOut' && step !== 'suppressed') || peopleAt(report, step) > 0;
};

/** The funnel from everyone decided on to those who converted. */
export const funnelRows = (report: Report): FunnelRow[] => {
  const part = (people: number): number => (report.targeted === 0 ? 0 : Math.min(1, people / report.targeted));
  return FUNNEL_STEPS.filter((step) => isTold(report, step)).map((step) => {
    const people = peopleAt(report, step);
    return {
      step,
      people,
      width: part(people),
      share: shareOf(report, step, people),
      machine: step === 'opened' ? part(report.opened + report.machineOpened) : 0,
      tone: TONES[step],
    };
  });
};
