import { saltSeed, stableFraction } from '@wayfare/kernel';

/** Throws that come out the same in every run. */
export class Dice {
  private readonly seed: number;
  private thrown = 0;

  constructor(salt: string) {
    this.seed = saltSeed(salt);
  }

  chance(share: number): boolean {
    return this.throw() < share;
  }

  /** Small numbers come more often than great ones. */
  few(most: number): number {
    return 1 + Math.floor(this.throw() ** 2 * most);
  }

  one<T>(list: readonly T[]): T {
    const drawn = list[Math.floor(this.throw() * list.length)];
    if (drawn === undefined) throw new Error('there is nothing to draw from');
    return drawn;
  }

  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    for (let at = 0; at < count && at < left.length; at += 1) {
      const from = at + Math.floor(this.throw() * (left.length - at));
      [left[at], left[from]] = [left[from] as T, left[at] as T];
    }
    return left.slice(0, count);
  }

  private throw(): number {
    this.thrown += 1;
    return stableFraction(String(this.thrown), this.seed);
  }
}
