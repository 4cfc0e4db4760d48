import type { Json } from '@wayfare/kernel';
import { z } from 'zod';

/** Scores beyond these are as good as these: nine people of ten million have such odds. */
const FARTHEST = 16;
const STEPS = 64;
const PLACES = 2 * FARTHEST * STEPS;

const placeOf = (score: number): number => Math.min(PLACES - 1, Math.max(0, Math.floor((score + FARTHEST) * STEPS)));
const countsSchema = z.array(z.int()).length(PLACES);

/**
 * How many people have about which score, so far: enough to know who can't be among the most alike any more, without having all scores in memory.
 * It is kept between two steps, and its size does not depend on the number of people.
 */
export class Standings {
  private constructor(
    private readonly counts: number[],
    private readonly wanted: number,
  ) {}

  /** @param wanted so many of the most alike are looked for */
  static of(json: Json | undefined, wanted: number): Standings {
    return new Standings(json === undefined ? new Array<number>(PLACES).fill(0) : countsSchema.parse(json), wanted);
  }

  toJson(): Json {
    return this.counts;
  }

  get people(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  add(score: number): void {
    const place = placeOf(score);
    this.counts[place] = (this.counts[place] ?? 0) + 1;
  }

  /** Whether somebody with this score may be among the wanted, by those who have been seen. */
  mayStay(score: number): boolean {
    return placeOf(score) >= this.lowest();
  }

  /** Of all, the share who are less alike; those about equal count half. */
  shareBelow(score: number): number {
    const place = placeOf(score);
    const below = this.counts.slice(0, place).reduce((sum, count) => sum + count, 0);
    return (below + (this.counts[place] ?? 0) / 2) / Math.max(1, this.people);
  }

  private lowest(): number {
    let seen = 0;
    for (let place = PLACES - 1; place > 0; place -= 1) {
      seen += this.counts[place] ?? 0;
      if (seen >= this.wanted) return place;
    }
    return 0;
  }
}
