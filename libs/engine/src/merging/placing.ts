/** One stay of somebody who is, or becomes, part of another customer. */
export interface StayRow {
  readonly customerId: string;
  readonly journeyId: string;
  readonly entryNo: number;
  readonly cohortId: string;
  readonly leftSeq: number | null;
  readonly enteredAt: Date;
  readonly isStanding: boolean;
  readonly shard: number;
}

const lastOf = (stays: readonly StayRow[]): StayRow | undefined =>
  stays.reduce<StayRow | undefined>((last, stay) => (last && last.entryNo > stay.entryNo ? last : stay), undefined);

/** Whether the stays that come belong behind those that are there: the one with the highest number is what re-entry asks for. */
const comeLater = (there: StayRow | undefined, coming: StayRow | undefined): boolean => {
  if (!there || !coming) return true;
  if (there.isStanding !== coming.isStanding) return coming.isStanding;
  return coming.enteredAt > there.enteredAt;
};

/**
 * The numbers under which the stays of one journey go on with the customer who is kept. A stay keeps its number for life where it can; the last of all stays must have the highest one, so
 * stays from before get numbers below the first.
 * @param there the stays of the customer who is kept
 * @param coming the stays of one who is merged, none of them standing where one of `there` is
 */
export const numbersFor = (there: readonly StayRow[], coming: readonly StayRow[]): ReadonlyMap<StayRow, number> => {
  const numbers = there.map(({ entryNo }) => entryNo);
  const ordered = [...coming].sort((a, b) => a.entryNo - b.entryNo);
  if (numbers.length === 0) return new Map(ordered.map((stay) => [stay, stay.entryNo]));
  const first = comeLater(lastOf(there), lastOf(coming)) ? Math.max(...numbers) + 1 : Math.min(...numbers) - coming.length;
  return new Map(ordered.map((stay, at) => [stay, first + at]));
};

/** Of people who turn out to be one: whoever is inside the journey and has to leave it, since one of them goes on: the customer who is kept, else who came in first. */
export const whoLeaves = (inside: readonly StayRow[], keptId: string): StayRow[] => {
  const [, ...others] = [...inside].sort(
    (a, b) =>
      Number(b.customerId === keptId) - Number(a.customerId === keptId) ||
      a.enteredAt.getTime() - b.enteredAt.getTime() ||
      (BigInt(a.customerId) < BigInt(b.customerId) ? -1 : 1),
  );
  return others;
};
