import fc from 'fast-check';
import { framesBetween, tellFrames, type WayTaken } from './frames.js';

const instants = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true });
const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe');

const WAYS = {
  in: { from: null, to: 'a', kind: 'enter', reason: null },
  on: { from: 'a', to: 'b', kind: 'step', reason: null },
  out: { from: 'b', to: null, kind: 'exit', reason: 'completed' },
  // over to the other node of another version, which is two moves
  away: { from: 'a', to: null, kind: 'switch', reason: null },
  over: { from: null, to: 'b', kind: 'switch', reason: null },
} as const;
type Way = keyof typeof WAYS;

/** What happens to how many, where so many are there. */
const stories = fc.array(
  fc.record({ frame: fc.nat(9), way: fc.constantFrom<Way>('in', 'on', 'out', 'away'), people: fc.integer({ min: 1, max: 50 }) }),
);

const waysOf = (story: readonly { frame: number; way: Way; people: number }[]): WayTaken[] => {
  const here = { a: 0, b: 0 };
  const taken: WayTaken[] = [];
  const take = (frame: number, way: Way, people: number): void => {
    const { from, to, kind, reason } = WAYS[way];
    if (from) here[from] -= people;
    if (to) here[to] += people;
    if (people > 0) taken.push({ frame, from, to, kind, reason, handle: null, people });
  };
  for (const { frame, way, people } of [...story].sort((one, other) => one.frame - other.frame)) {
    const { from } = WAYS[way];
    const most = from ? Math.min(people, here[from]) : people;
    take(frame, way, most);
    if (way === 'away') take(frame, 'over', most);
  }
  return taken;
};

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0);

describe('the frames of a replay', () => {
  it('take in every instant from the first to the last, without a gap', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 40 * 86_400 }), zones, (first, seconds, zone) => {
        const last = new Date(first.getTime() + seconds * 1000);
        const { starts, end, step } = framesBetween(first, last, zone);
        const [begin, second] = [starts[0] ?? end, starts[1] ?? end];
        expect(begin <= first && first < second && last < end && (starts.at(-1) ?? end) <= last).toBe(true);
        expect(step).toBe(seconds < 48 * 3600 ? 'hour' : 'day');
      }),
    );
  });

  it('are days of the zone, also when its clocks are set', () => {
    const { starts, end } = framesBetween(new Date('2027-03-26T12:00:00Z'), new Date('2027-03-29T12:00:00Z'), 'Europe/Berlin');
    expect([...starts, end].map((at) => at.toISOString().slice(5, 16))).toEqual([
      '03-25T23:00',
      '03-26T23:00',
      '03-27T23:00',
      '03-28T22:00',
      '03-29T22:00',
    ]);
  });

  it('account for everybody at the end of each: who entered and has not left stands somewhere', () => {
    const starts = Array.from({ length: 10 }, (_, at) => new Date(Date.UTC(2027, 2, at + 1)));
    fc.assert(
      fc.property(stories, (story) => {
        const frames = tellFrames(
          { step: 'day', starts, end: new Date(Date.UTC(2027, 2, 11)) },
          { ways: waysOf(story), sent: [], versions: [] },
        );
        let inside = 0;
        for (const { entered, exited, here } of frames) {
          inside += entered - sum(exited);
          expect(sum(here)).toBe(inside);
          expect(Object.values(here).every((people) => people > 0)).toBe(true);
        }
      }),
    );
  });

  it('name the version that ran at their end', () => {
    const starts = [new Date('2027-03-01T00:00:00Z'), new Date('2027-03-02T00:00:00Z'), new Date('2027-03-03T00:00:00Z')];
    const versions = [
      { number: 1, publishedAt: new Date('2027-03-01T09:00:00Z') },
      { number: 2, publishedAt: new Date('2027-03-02T10:00:00Z') },
      { number: 3, publishedAt: new Date('2027-03-02T11:00:00Z') },
    ];
    const frames = tellFrames({ step: 'day', starts, end: new Date('2027-03-04T00:00:00Z') }, { ways: [], sent: [], versions });
    expect(frames.map(({ version }) => version)).toEqual([1, 3, 3]);
  });
});
