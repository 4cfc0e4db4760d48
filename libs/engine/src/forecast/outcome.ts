import type { ForecastResult } from '@wayfare/contracts';
import type { Plan } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';
import { groupsBy } from '../group-by.js';
import { COUPONS, DOOR, MESSAGES_BY_DAY, WAYS_BY_DAY } from './outcome.sql.js';
import { IMAGINED_VERSION } from './shadow.js';

interface WayRow {
  readonly from: string | null;
  readonly to: string | null;
  readonly kind: string;
  readonly reason: string | null;
  readonly day: string;
  readonly people: number;
}

interface MessageRow {
  readonly channel: string;
  readonly fate: 'sent' | 'later' | 'cancelled' | 'suppressed';
  readonly reason: string | null;
  readonly deferredBy: string | null;
  readonly day: string;
  readonly messages: number;
}

type Channel = Omit<ForecastResult['channels'][number], 'responses' | 'cost'>;
export type Outcome = Pick<ForecastResult, 'people' | 'exits' | 'nodes' | 'coupons'> & { readonly channels: readonly Channel[] };

const sumOf = <Row>(rows: readonly Row[], count: (row: Row) => number): number => rows.reduce((sum, row) => sum + count(row), 0);
const people = ({ people: count }: WayRow): number => count;
const messages = ({ messages: count }: MessageRow): number => count;

const byDay = <Row extends { readonly day: string }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));

const addUp = <Row>(rows: readonly Row[], key: (row: Row) => string | null, count: (row: Row) => number): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const name = key(row);
    if (name !== null) sums.set(name, (sums.get(name) ?? 0) + count(row));
  }
  return sums;
};

const nodesOf = (plan: Plan, ways: readonly WayRow[]): Outcome['nodes'] =>
  Object.keys(plan.steps).map((id) => {
    const arrivals = ways.filter(({ to }) => to === id);
    const arrived = sumOf(arrivals, people);
    return {
      id,
      arrived,
      here:
        arrived -
        sumOf(
          ways.filter(({ from }) => from === id),
          people,
        ),
      days: [...addUp(arrivals, ({ day }) => day, people)].map(([day, count]) => ({ day, people: count })),
    };
  });

const channelOf = (channel: string, rows: readonly MessageRow[]): Channel => {
  const of = (fate: MessageRow['fate']): MessageRow[] => rows.filter((row) => row.fate === fate);
  const sent = of('sent');
  return {
    channel,
    messages: sumOf(sent, messages),
    days: [...addUp(sent, ({ day }) => day, messages)].map(([day, count]) => ({ day, messages: count })),
    deferred: Object.fromEntries(addUp(sent, ({ deferredBy }) => deferredBy, messages)),
    later: sumOf(of('later'), messages),
    cancelled: sumOf(of('cancelled'), messages),
    suppressed: Object.fromEntries(addUp(of('suppressed'), ({ reason }) => reason, messages)),
  };
};

interface CouponRow {
  readonly nodeId: string;
  readonly handle: 'issued' | 'empty';
  readonly people: number;
}

const couponsOf = (plan: Plan, rows: readonly CouponRow[]): Outcome['coupons'] =>
  Object.values(plan.steps).flatMap(({ id, kind }) => {
    if (kind !== 'coupon') return [];
    const wentBy = (handle: CouponRow['handle']): number =>
      sumOf(
        rows.filter((row) => row.nodeId === id && row.handle === handle),
        (row) => row.people,
      );
    return [{ nodeId: id, issued: wentBy('issued'), empty: wentBy('empty') }];
  });

/** What a rehearsal, or a share of one, left in its tables. */
export interface Traces {
  readonly ways: readonly WayRow[];
  readonly refused: number;
  readonly waiting: number;
  readonly messages: readonly MessageRow[];
  readonly coupons: readonly CouponRow[];
}

export const readTraces = async (sql: Sql, zone: string, until: Date): Promise<Traces> => {
  const ways = await sql.query<WayRow>(WAYS_BY_DAY, [zone]);
  const [door] = await sql.query<{ refused: number; waiting: number }>(DOOR);
  const rows = await sql.query<MessageRow>(MESSAGES_BY_DAY, [zone, IMAGINED_VERSION, until]);
  const coupons = await sql.query<CouponRow>(COUPONS);
  return { ways, refused: door?.refused ?? 0, waiting: door?.waiting ?? 0, messages: rows, coupons };
};

/** What came of a rehearsal, put together from the traces of its shares. */
export const outcomeOf = (plan: Plan, shares: readonly Traces[]): Outcome => {
  const ways = byDay(shares.flatMap((share) => share.ways));
  const rows = byDay(shares.flatMap((share) => share.messages));
  const came = sumOf(
    ways.filter(({ from }) => from === null),
    people,
  );
  const gone = ways.filter(({ to }) => to === null);
  const exits = addUp(gone, ({ reason }) => reason ?? 'completed', people);
  return {
    people: {
      entered: came,
      heldOut: exits.get('holdout') ?? 0,
      refused: sumOf(shares, ({ refused }) => refused),
      waiting: sumOf(shares, ({ waiting }) => waiting),
      inside: came - sumOf(gone, people),
    },
    exits: Object.fromEntries(exits),
    nodes: nodesOf(plan, ways),
    coupons: couponsOf(
      plan,
      shares.flatMap((share) => share.coupons),
    ),
    channels: [...groupsBy(rows, ({ channel }) => channel)].map(([channel, own]) => channelOf(channel, own)),
  };
};
