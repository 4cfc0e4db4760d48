import type { Replay, ReplayFrame } from '@wayfare/contracts';
import { dayBounds, localDay } from '@wayfare/kernel';
import type { MoveKind } from '../cohorts/cohort.js';
import { flowsOf, type Way } from '../read/lines.js';

const HOUR_MS = 3_600_000;
/** A journey younger than this is told by hour. */
const YOUNG_MS = 48 * HOUR_MS;

/** When frames begin, and when the last of them ends. */
export interface Frames {
  readonly step: Replay['step'];
  readonly starts: readonly Date[];
  readonly end: Date;
}

/** Every instant from the first to the last lies in one frame: in a day of the zone, or in an hour that is counted from its day's beginning. */
export const framesBetween = (first: Date, last: Date, zone: string): Frames => {
  const isYoung = last.getTime() - first.getTime() < YOUNG_MS;
  const after = (start: Date): Date => (isYoung ? new Date(start.getTime() + HOUR_MS) : dayBounds(localDay(start, zone), zone).to);
  const starts: Date[] = [];
  let at = dayBounds(localDay(first, zone), zone).from;
  while (at <= last) {
    const next = after(at);
    if (next > first) starts.push(at);
    at = next;
  }
  return { step: isYoung ? 'hour' : 'day', starts, end: at };
};

/** People who took a way in a frame (its index), whichever version they went by. */
export interface WayTaken extends Way {
  readonly frame: number;
  readonly kind: MoveKind;
  readonly reason: string | null;
}

export interface SentIn {
  readonly frame: number;
  readonly nodeId: string;
  readonly messages: number;
}

export interface Happened {
  readonly ways: readonly WayTaken[];
  readonly sent: readonly SentIn[];
  /** Oldest first. */
  readonly versions: readonly { readonly number: number; readonly publishedAt: Date }[];
}

const byFrame = <Row extends { readonly frame: number }>(rows: readonly Row[], frames: number): Row[][] => {
  const sorted: Row[][] = Array.from({ length: frames }, () => []);
  for (const row of rows) sorted[row.frame]?.push(row);
  return sorted;
};

const add = (counts: Record<string, number>, key: string, people: number): void => {
  counts[key] = (counts[key] ?? 0) + people;
};

/** Who goes over to another version neither comes into the journey nor leaves it. */
const isOfTheJourney = ({ kind }: WayTaken): boolean => kind !== 'switch';

const bordersOf = (ways: readonly WayTaken[]): Pick<ReplayFrame, 'entered' | 'exited'> => {
  const exited: Record<string, number> = {};
  let entered = 0;
  for (const { from, to, reason, people } of ways.filter(isOfTheJourney)) {
    if (from === null) entered += people;
    if (to === null) add(exited, reason ?? '', people);
  }
  return { entered, exited };
};

const moveAlong = (standing: Record<string, number>, ways: readonly WayTaken[]): void => {
  for (const { from, to, people } of ways) {
    if (from !== null) add(standing, from, -people);
    if (to !== null) add(standing, to, people);
  }
};

/**
 * What the ways add up to, frame by frame. Where people stand at the end of one is where they stood at the end of the one before, and what has moved since.
 * @param happened frames are indices into `starts`
 */
export const tellFrames = ({ starts, end }: Frames, happened: Happened): ReplayFrame[] => {
  const ways = byFrame(happened.ways, starts.length);
  const sent = byFrame(happened.sent, starts.length);
  const standing: Record<string, number> = {};
  return starts.map((from, at) => {
    const until = starts[at + 1] ?? end;
    const taken = ways[at] ?? [];
    moveAlong(standing, taken);
    return {
      from: from.toISOString(),
      until: until.toISOString(),
      version: happened.versions.findLast(({ publishedAt }) => publishedAt < until)?.number ?? null,
      ...bordersOf(taken),
      here: Object.fromEntries(Object.entries(standing).filter(([, people]) => people !== 0)),
      flows: flowsOf(taken),
      sent: Object.fromEntries((sent[at] ?? []).map(({ nodeId, messages }) => [nodeId, messages])),
    };
  });
};
