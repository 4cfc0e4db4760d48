import { addDuration } from '@wayfare/kernel';

/** What one needs to tell about when an experiment is decided. */
export interface Course {
  readonly now: Date;
  readonly begunAt: Date;
  /** How many have come so far. */
  readonly people: number;
  /** After so many people whose windows have closed; null: no size is asked for. */
  readonly needed: number | null;
  /** When the windows of so many will have closed; null where fewer have come. */
  readonly enoughAt: Date | null;
  /** At the latest; null: only the size counts. */
  readonly endsAt: Date | null;
  readonly window: string;
}

/** As many come in a time as have come so far: when the last of those who are needed will have come, and their window closed. */
const byPace = ({ now, begunAt, people, needed, window }: Course): Date | null => {
  const elapsed = now.getTime() - begunAt.getTime();
  if (needed === null || people === 0 || elapsed <= 0) return null;
  const missing = Math.max(0, needed - people);
  const at = new Date(now.getTime() + (missing / people) * elapsed);
  return Number.isNaN(at.getTime()) ? null : addDuration(at, window);
};

/** About when an experiment will be decided: exactly where enough have come already, else by the pace at which they came; at its end at the latest. Null: nobody can tell. */
export const expectedDecision = (course: Course): Date | null => {
  const bySize = course.needed === null ? null : (course.enoughAt ?? byPace(course));
  const [first] = [bySize, course.endsAt].flatMap((at) => (at ? [at.getTime()] : [])).sort((one, other) => one - other);
  return first === undefined ? null : new Date(first);
};
