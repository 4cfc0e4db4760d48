import type { IdentityRules } from '@wayfare/contracts';
import { mayAgree } from './agree.js';

/** What people who share one value must not differ in, by the attribute's name: all that was said of one of them. */
export type Said = Readonly<Record<string, readonly string[]>>;
export const SAID_NOTHING: Said = {};

/** What is known of somebody by which they are held against others. */
export interface Evidence {
  /** By kind of identity. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  readonly said: Said;
}

/** Why two who share a value are not taken for one: together they had more values of a kind than one person has, or they differ in what they must agree in. */
export type Objection = 'limit' | 'contradiction';

export const saidBoth = (one: Said, other: Said): Said => {
  const both: Record<string, readonly string[]> = { ...one };
  for (const [name, texts] of Object.entries(other)) both[name] = [...new Set([...(both[name] ?? []), ...texts])];
  return both;
};

/**
 * The one rule about "the same person" (decisions 023 and 029). Whoever comes in by a file, an event, an order or a signed visitor is held against those who are known by it, and so are customers against each other when all are looked at:
 * a value says something only where its kind is strong and few enough share it, and who shares such a value is one person unless something speaks against it.
 */
export class SamePersonRule {
  /** Attributes in which people must not differ. */
  readonly mustAgree: readonly string[];
  readonly strong: ReadonlySet<string>;
  private readonly weak: ReadonlyMap<string, number>;
  private readonly most: ReadonlyMap<string, number>;
  private readonly limits: readonly (readonly [kind: string, perPerson: number])[];

  constructor({ kinds, mustAgree }: Pick<IdentityRules, 'kinds' | 'mustAgree'>) {
    this.mustAgree = mustAgree;
    this.most = new Map(kinds.flatMap(({ kind, strength, most }) => (strength === 'strong' ? [[kind, most] as const] : [])));
    this.strong = new Set(this.most.keys());
    this.weak = new Map(kinds.flatMap(({ kind, strength, most }) => (strength === 'weak' ? [[kind, most] as const] : [])));
    this.limits = kinds.flatMap(({ kind, perPerson }) => (perPerson === null ? [] : [[kind, perPerson] as const]));
  }

  /** How many may share a value of a kind before it says nothing of any of them; 0: it never says that two are one. */
  mostOf(kind: string): number {
    return this.most.get(kind) ?? 0;
  }

  /** How many people with a name a weak value may have before it leads nobody to any of them; 0: it never does. */
  mostNamedOf(kind: string): number {
    return this.weak.get(kind) ?? 0;
  }

  /** Whether something strong is known of somebody: weak values lead others to them, and them to nobody. */
  isNamed({ values }: Evidence): boolean {
    return [...values.keys()].some((kind) => this.strong.has(kind));
  }

  /** What speaks against taking two for one who share a value that says something; two shared values outweigh what they say of themselves. */
  objection(one: Evidence, other: Evidence): Objection | null {
    if (this.isOverLimit(one, other)) return 'limit';
    return this.contradict(one.said, other.said) && this.shared(one, other) < 2 ? 'contradiction' : null;
  }

  /** Whether somebody has exactly the values of another one, and says nothing else of themselves: all that can be asked where the values say nothing. */
  isAlike(one: Evidence, other: Evidence): boolean {
    const isIn = (a: Evidence, b: Evidence): boolean =>
      [...a.values].every(([kind, values]) => [...values].every((value) => b.values.get(kind)?.has(value)));
    return isIn(one, other) && isIn(other, one) && !this.contradict(one.said, other.said);
  }

  private isOverLimit(one: Evidence, other: Evidence): boolean {
    for (const [kind, most] of this.limits) {
      const [a, b] = [one.values.get(kind), other.values.get(kind)];
      if (a && b && new Set([...a, ...b]).size > Math.max(most, a.size, b.size)) return true;
    }
    return false;
  }

  private contradict(one: Said, other: Said): boolean {
    return this.mustAgree.some((name) => {
      const [a, b] = [one[name] ?? [], other[name] ?? []];
      return a.length > 0 && b.length > 0 && !a.some((text) => b.some((also) => mayAgree(text, also)));
    });
  }

  /** How many strong values they share. */
  private shared(one: Evidence, other: Evidence): number {
    let count = 0;
    for (const kind of this.strong) {
      const theirs = other.values.get(kind);
      for (const value of one.values.get(kind) ?? []) if (theirs?.has(value)) count += 1;
    }
    return count;
  }
}
