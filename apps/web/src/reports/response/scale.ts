/** A linear axis in shares: where it begins and ends, and what is written on it. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Steps that people read without counting: 1, 2 or 5 times a power of ten. */
const niceStep = (span: number, wanted: number): number => {
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
};

/** What a chart without a spread spans: a tenth of a point to each side would be noise drawn large. */
const LEAST_SPAN = 0.01;

/** The axis that holds every value and zero, with about `wanted` ticks on round numbers. */
export const scaleOf = (values: readonly number[], wanted = 5): Scale => {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values, low + LEAST_SPAN);
  const step = niceStep(high - low, wanted);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
  return { low: ticks[0] ?? low, high: ticks[ticks.length - 1] ?? high, ticks };
};

/** Where a value stands on the axis, from 0 at its beginning to 1 at its end. */
export const placeOn = (scale: Scale, value: number): number => (value - scale.low) / (scale.high - scale.low);

/** How many decimals the ticks need when they are told in points. */
export const decimalsOf = ({ ticks }: Scale): number =>
  ticks.every((tick) => Math.abs(tick * 100 - Math.round(tick * 100)) < 1e-9) ? 0 : 1;
