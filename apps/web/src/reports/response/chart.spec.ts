import type { Lift, Report } from '@wayfare/contracts';
import { funnelRows } from './funnel.js';
import { liftRows, liftScale, verdictOf } from './lift-rows.js';
import { decimalsOf, placeOn, scaleOf } from './scale.js';

const lift = (low: number, difference: number, high: number): Lift => ({
  treated: 100,
  heldOut: 100,
  treatedRate: 0,
  heldOutRate: 0,
  difference,
  low,
  high,
  minimumDetectable: 0.01,
});

describe('an axis', () => {
  it('holds every value and zero, on round ticks', () => {
    expect(scaleOf([0.0389, 0.0832]).ticks).toEqual([0, 0.02, 0.04, 0.06, 0.08, 0.1]);
    expect(scaleOf([-0.0094, 0.0122])).toMatchObject({ low: -0.01, high: 0.015 });
  });

  it('stays an axis where there is nothing to spread', () => {
    const scale = scaleOf([0]);
    expect(scale.high).toBeGreaterThan(scale.low);
    expect(placeOn(scale, 0)).toBe(0);
  });

  it('places values between its ends', () => {
    const scale = scaleOf([-0.02, 0.08]);
    expect(placeOn(scale, scale.low)).toBe(0);
    expect(placeOn(scale, scale.high)).toBe(1);
    expect(placeOn(scale, 0)).toBeCloseTo(0.2);
  });

  it('writes decimals only where the ticks have them', () => {
    expect(decimalsOf(scaleOf([0, 0.08]))).toBe(0);
    expect(decimalsOf(scaleOf([-0.0094, 0.0122]))).toBe(1);
  });
});

describe('the lift chart', () => {
  const arm = (name: string, value: Lift | null, control = false): Report['byArm'][number] => ({
    nodeId: 'n3',
    armId: name,
    name,
    control,
    people: 1,
    delivered: 1,
    responded: 0,
    responseRate: 0,
    converted: 0,
    conversionRate: 0,
    value: 0,
    otherValue: {},
    lift: value,
  });

  it('shows the strongest arm first, the sum last, and no row for those left alone', () => {
    const rows = liftRows({
      byArm: [arm('b', lift(0.03, 0.04, 0.05)), arm('a', lift(0.07, 0.08, 0.09)), arm('none', null, true)],
      lift: lift(0.05, 0.06, 0.07),
    });
    expect(rows.map(({ name }) => name)).toEqual(['a', 'b', null]);
    expect(liftScale(rows).high).toBeGreaterThanOrEqual(0.09);
  });

  it('is empty where nobody was held out', () => {
    expect(liftRows({ byArm: [arm('a', null)], lift: null })).toEqual([]);
  });

  it('judges an interval by the side of zero on which it lies', () => {
    expect(verdictOf({ low: 0.01, high: 0.02 })).toBe('more');
    expect(verdictOf({ low: -0.02, high: -0.01 })).toBe('less');
    expect(verdictOf({ low: -0.01, high: 0.01 })).toBe('unclear');
  });
});

describe('the funnel', () => {
  const report = (change: Partial<Report>): Report => ({
    journey: { id: '1', name: 'j' },
    day: '2026-11-20',
    timeZone: 'UTC',
    currency: 'CNY',
    otherValue: {},
    response: { event: null, window: 'P1D' },
    goal: null,
    targeted: 1000,
    heldOut: 0,
    suppressed: {},
    sent: 900,
    delivered: 900,
    bounced: 0,
    failed: 0,
    unknown: 0,
    pending: 0,
    opened: 300,
    machineOpened: 100,
    clicked: 90,
    unsubscribed: 0,
    complained: 0,
    responded: 45,
    converted: 0,
    value: 0,
    responseRate: 0.05,
    lift: null,
    conversionLift: null,
    sampleRatio: null,
    byNode: [],
    byArm: [],
    readings: [],
    upcoming: [],
    findings: [],
    countedAt: '2026-11-21T01:00:00Z',
    readyAt: '2026-11-21T01:00:00Z',
    complete: true,
    ...change,
  });
  const row = (of: Report, step: string) => funnelRows(of).find((one) => one.step === step);

  it('measures bars by everyone decided on, and rates by those delivered', () => {
    expect(row(report({}), 'delivered')).toMatchObject({ width: 0.9, share: 0.9 });
    expect(row(report({}), 'responded')).toMatchObject({ width: 0.045, share: 0.05 });
  });

  it('draws opens by machines behind those by people', () => {
    expect(row(report({}), 'opened')).toMatchObject({ people: 300, width: 0.3, machine: 0.4 });
  });

  it('leaves out steps that the journey does not have', () => {
    expect(funnelRows(report({})).map(({ step }) => step)).toEqual(['targeted', 'delivered', 'opened', 'clicked', 'responded']);
    const full = report({ heldOut: 10, suppressed: { no_consent: 5, frequency_cap: 2 }, goal: { event: 'buy', window: 'P7D' } });
    expect(row(full, 'suppressed')).toMatchObject({ people: 7, share: 0.007 });
    expect(row(full, 'converted')).toBeDefined();
  });

  it('tells no share of nothing', () => {
    const nothing = report({ targeted: 0, delivered: 0, opened: 0, machineOpened: 0, clicked: 0, responded: 0 });
    for (const one of funnelRows(nothing)) expect([one.width, one.share ?? 0]).toEqual([0, 0]);
  });
});
