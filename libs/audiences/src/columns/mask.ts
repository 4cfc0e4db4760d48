/** One byte for each person of an image: 1 where something holds of them. All masks of an image are of one length. */
export type Mask = Uint8Array;

export const emptyMask = (people: number): Mask => new Uint8Array(people);

export const fullMask = (people: number): Mask => new Uint8Array(people).fill(1);

/** Takes out of the first whoever is not in the second. */
export const keepOnly = (mask: Mask, other: Mask): void => {
  for (let at = 0; at < mask.length; at += 1) mask[at] = (mask[at] as number) & (other[at] as number);
};

/** Adds to the first whoever is in the second. */
export const addAll = (mask: Mask, other: Mask): void => {
  for (let at = 0; at < mask.length; at += 1) mask[at] = (mask[at] as number) | (other[at] as number);
};

/** The others. */
export const flip = (mask: Mask): void => {
  for (let at = 0; at < mask.length; at += 1) mask[at] = 1 - (mask[at] as number);
};
