import type { NodeDataByKind } from '@wayfare/journey';

type Bands = NodeDataByKind['score-split']['bands'];
type Band = Bands[number];

/** Not more bands than tenths. */
export const TENTHS = 10;

/** The bands with as many tenths each as can be: nine of them end before the last tenth at most. */
export const evenTenths = (bands: Bands): Band[] =>
  bands.map(({ to: _, ...band }, at) => (at === bands.length - 1 ? band : { ...band, to: Math.round((TENTHS * (at + 1)) / bands.length) }));

/** The tenths of a band: behind those of the one before, up to its own last. */
export const tenthsOf = (bands: Bands, at: number): { readonly from: number; readonly to: number } => ({
  from: (bands[at - 1]?.to ?? 0) + 1,
  to: at === bands.length - 1 ? TENTHS : (bands[at]?.to ?? TENTHS),
});

/** Which share of people have less than a number, as near as the nine cuts between their tenths tell. */
const shareBelow = (number: number, cuts: readonly number[]): number => {
  const lower = cuts.filter((cut) => cut < number).length;
  // a cut of its own is where its tenth ends; of several people with one number nobody knows where in it they begin
  const isCut = cuts.filter((cut) => cut === number).length === 1;
  return (lower + (isCut ? 1 : 0.5)) / TENTHS;
};

/** About which share of people each band takes whose bound is a number; none where there are no cuts, or a bound is missing or out of order. */
export const sharesOf = (bands: Bands, cuts: readonly number[]): number[] => {
  const bounds = bands.slice(0, -1).map(({ below }) => below);
  const ends = [0, ...bounds.map((bound) => (bound === undefined ? Number.NaN : shareBelow(bound, cuts))), 1];
  const shares = ends.slice(1).map((end, at) => end - (ends[at] ?? 0));
  return cuts.length > 0 && shares.every((share) => share >= 0) ? shares : [];
};
