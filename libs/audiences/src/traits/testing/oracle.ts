import type { TraitFormula } from '@wayfare/contracts';
import { averageUnits, comparisonHolds, type Json, localDay, type PersonFacts, spanOf, unitsOf, unitsText } from '@wayfare/kernel';
import { type Happening, happeningsOf, namedValue } from '@wayfare/kernel/testing';

const DAY_MS = 86_400_000;
const isNumber = (value: Json | undefined): value is number => typeof value === 'number';
const isScalar = (value: Json | undefined): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);
const byLetters = (one: Json | undefined, other: Json | undefined): number =>
  Buffer.compare(Buffer.from(JSON.stringify(one ?? null)), Buffer.from(JSON.stringify(other ?? null)));

const countedOf = (over: TraitFormula['over'], person: PersonFacts, now: Date): Happening[] => {
  const { since, from, to } = spanOf(over, now);
  return happeningsOf(over, person).filter(
    ({ at, fields }) =>
      at <= now &&
      (since === null || at > since) &&
      (from === null || at >= from) &&
      (to === null || at < to) &&
      (over.where ?? []).every(({ property, is, value }) => comparisonHolds(namedValue(fields, property), is, value, now)),
  );
};

/** What a formula comes to for one person, worked out in the plainest way there is. Of sequences of events it knows nothing. */
export const traitOf = ({ take, of, over, against }: TraitFormula, person: PersonFacts, now: Date, zone: string): Json | undefined => {
  const rows = countedOf(over, person, now);
  const readOf = ({ fields }: Happening): Json | undefined => (of === undefined ? undefined : namedValue(fields, of));
  const values = rows.map(readOf);
  const numbers = values.filter(isNumber);
  const sum = numbers.reduce((total, one) => total + unitsOf(one), 0n);
  const times = rows.map(({ at }) => at.getTime());
  switch (take) {
    case 'count':
      return rows.length;
    case 'distinct':
      return new Set(values.filter(isScalar)).size;
    case 'sum':
      return numbers.length === 0 ? undefined : Number(unitsText(sum));
    case 'average':
      return numbers.length === 0 ? undefined : Number(unitsText(averageUnits(sum, numbers.length)));
    case 'min':
    case 'max':
      return numbers.length === 0 ? undefined : Math[take](...numbers);
    case 'first':
    case 'last': {
      if (rows.length === 0) return undefined;
      const end = take === 'first' ? Math.min(...times) : Math.max(...times);
      if (of === undefined) return new Date(end).toISOString();
      return rows
        .filter(({ at }) => at.getTime() === end)
        .map(readOf)
        .filter(isScalar)
        .sort(byLetters)[0];
    }
    case 'most_frequent': {
      const standing = [...new Set(values.filter(isScalar))].map((value) => {
        const those = rows.filter((row) => readOf(row) === value);
        return { value, count: those.length, last: Math.max(...those.map(({ at }) => at.getTime())) };
      });
      return standing.sort((one, other) => other.count - one.count || other.last - one.last || byLetters(one.value, other.value))[0]?.value;
    }
    case 'days_since':
      return rows.length === 0
        ? undefined
        : (Date.parse(localDay(now, zone)) - Date.parse(localDay(new Date(Math.max(...times)), zone))) / DAY_MS;
    case 'ratio': {
      const divisor = against ? countedOf(against, person, now).length : 0;
      if (divisor === 0) return undefined;
      return Number(unitsText(averageUnits(BigInt(rows.length) * 10_000n, divisor)));
    }
  }
};
