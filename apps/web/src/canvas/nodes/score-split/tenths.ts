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
