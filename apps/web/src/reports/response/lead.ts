import type { FindingCode, Report } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/create-format.js';
import { tight } from '../../i18n/spacing.js';

type Values = Report['findings'][number]['values'];

/** What the top of a report says: the answer in large, what to know about it in small, warnings apart, and what to do next. */
export interface Lead {
  /** With `<em>` around what the eye should find first. */
  readonly headline: readonly string[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

const numberIn = (values: Values, name: string): number => Number(values[name] ?? 0);
const textIn = (values: Values, name: string): string => String(values[name] ?? '');

/** The values of a finding in the reader's own writing: shares as percent or points, counts with separators. */
const told = (values: Values, format: Format): Record<string, string> => ({
  delivered: format.number(numberIn(values, 'delivered')),
  responded: format.number(numberIn(values, 'responded')),
  people: format.number(numberIn(values, 'people')),
  rate: format.percent(numberIn(values, 'responseRate')),
  points: format.points(Math.abs(numberIn(values, 'difference'))).replace('+', ''),
  difference: format.points(numberIn(values, 'difference')),
  interval: format.pointInterval(numberIn(values, 'low'), numberIn(values, 'high')),
  smallest: format.points(numberIn(values, 'minimumDetectable')).replace('+', ''),
});

const signOf = (value: number): 'more' | 'less' => (value < 0 ? 'less' : 'more');

class Findings {
  private readonly byCode: ReadonlyMap<FindingCode, Values>;

  constructor(
    findings: Report['findings'],
    private readonly t: TFunction,
    private readonly format: Format,
  ) {
    this.byCode = new Map(findings.map(({ code, values }) => [code, values]));
  }

  of(code: FindingCode): Values | undefined {
    return this.byCode.get(code);
  }

  /** The sentence for a code, or nothing where the report did not find it. */
  say(code: FindingCode, key: string, more: (values: Values) => Record<string, string> = () => ({})): string[] {
    const values = this.byCode.get(code);
    return values ? [tight(this.t(`reports.lead.${key}`, { ...told(values, this.format), ...more(values) }))] : [];
  }
}

/** How the sentence about those reached goes on: against held-out people, where there are any to compare with. */
const tailOf = (findings: Findings): string => {
  if (numberIn(findings.of('delivered') ?? {}, 'delivered') === 0) return 'none';
  const lift = findings.of('lift');
  if (lift) return signOf(numberIn(lift, 'difference'));
  return findings.of('lift_unclear') ? 'unclear' : 'alone';
};

const headlineOf = (findings: Findings, t: TFunction, format: Format): string[] => {
  const compared = findings.of('lift') ?? findings.of('lift_unclear') ?? {};
  const { points = '' } = told(compared, format);
  return [
    ...findings.say('nobody_decided', 'nobody'),
    ...findings.say('delivered', `delivered.${tailOf(findings)}`, () => ({ points })),
    ...bestArm(findings, t, format),
  ];
};

const perThousand = (value: number, t: TFunction, format: Format): string =>
  t(`reports.lead.perThousand.${signOf(value)}`, { people: format.number(Math.abs(Math.round(value))) });

const bestArm = (findings: Findings, t: TFunction, format: Format): string[] => {
  const values = findings.of('best_arm');
  if (!values) return [];
  const runnerUp = textIn(values, 'runnerUp');
  return findings.say('best_arm', runnerUp === '' ? 'bestArm.only' : 'bestArm.two', () => ({
    arm: textIn(values, 'arm'),
    effect: perThousand(numberIn(values, 'perThousand'), t, format),
    runnerUp,
    runnerUpEffect: perThousand(numberIn(values, 'runnerUpPerThousand'), t, format),
  }));
};

const untilOf =
  (format: Format) =>
  (values: Values): Record<string, string> => {
    const until = textIn(values, 'until');
    return { until: until === '' ? '' : format.dateTime(until) };
  };

const reasonOf =
  (t: TFunction) =>
  (values: Values): Record<string, string> => ({ reason: t(`reasons.${textIn(values, 'reason')}`) });

/** Words the findings of a report. Each number in them is the report's own; nothing is concluded here. */
export const leadOf = (report: Pick<Report, 'findings'>, t: TFunction, format: Format): Lead => {
  const findings = new Findings(report.findings, t, format);
  return {
    headline: headlineOf(findings, t, format),
    notes: [
      ...findings.say('lift', 'interval'),
      ...findings.say('lift_unclear', 'intervalUnclear'),
      ...findings.say('no_control', 'noControl'),
      ...findings.say('control_cannot_respond', 'controlCannotRespond'),
      ...findings.say('pending', 'pending'),
      ...findings.say('window_open', 'windowOpen', untilOf(format)),
    ],
    warnings: [
      ...findings.say('sample_ratio_broken', 'sampleRatioBroken', (values) => ({ p: numberIn(values, 'p').toExponential(1) })),
      ...findings.say('unknown', 'unknown'),
    ],
  };
};

/** What the report proposes to do next, each with the people it is about. */
export const nextSteps = (report: Pick<Report, 'findings'>, t: TFunction, format: Format): { code: FindingCode; sentence: string }[] => {
  const findings = new Findings(report.findings, t, format);
  return (['next_non_responders', 'next_fix_reach'] as const).flatMap((code) =>
    findings
      .say(code, code === 'next_non_responders' ? 'nextNonResponders' : 'nextFixReach', reasonOf(t))
      .map((sentence) => ({ code, sentence })),
  );
};
