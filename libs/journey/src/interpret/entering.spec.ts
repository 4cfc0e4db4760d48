import { addDuration } from '@wayfare/kernel';
import type { Graph } from '../graph/schema.js';
import { way } from '../testing/way.js';
import { audience, branch, draw, eventEntry, exit, LAUNCH, occur, wait } from '../testing.js';
import type { InterpretOptions } from './path.js';

// LAUNCH is Friday the 26th of March 2027, 09:00 UTC: ten in Berlin, five in the afternoon in Shanghai, five in the morning in New York.

describe('entering', () => {
  const runs = ['P0D', 'P1D', 'P5D'].map((after) => ({ nodeId: 'all', at: addDuration(LAUNCH, after) }));
  const entering = (reentry: { policy: 'never' | 'always' | 'after'; after?: string }): Graph =>
    draw({ all: audience({ reentry }), day: wait('P2D'), end: exit() }, ['all -> day -> end']);
  const stay = (from: string, to: string): string => `${from} all → ${from} day → ${to} end → ${to} completed`;

  it('happens once in a life, or again when the last stay is over', () => {
    expect(way(entering({ policy: 'never' }), { options: { runs } })).toEqual([stay('0', '2d')]);
    expect(way(entering({ policy: 'always' }), { options: { runs } })).toEqual([stay('0', '2d'), stay('5d', '7d')]);
    expect(way(entering({ policy: 'after', after: 'P3D' }), { options: { runs } })).toEqual([stay('0', '2d'), stay('5d', '7d')]);
    expect(way(entering({ policy: 'after', after: 'P3DT1M' }), { options: { runs } })).toEqual([stay('0', '2d')]);
  });

  it('follows the schedule: at launch, at an instant, or by a cron line', () => {
    const at = (schedule?: { at: string } | { cron: string }): string[] =>
      way(draw({ all: audience({ reentry: { policy: 'always' }, ...(schedule ? { schedule } : {}) }), end: exit() }, ['all -> end']), {
        options: { until: addDuration(LAUNCH, 'P3D') },
      });
    const pass = (instant: string): string => `${instant} all → ${instant} end → ${instant} completed`;
    expect(at()).toEqual([pass('0')]);
    expect(at({ at: '2027-03-27T09:00:00Z' })).toEqual([pass('1d')]);
    expect(at({ at: '2027-01-01T00:00:00Z' })).toEqual([pass('0')]);
    // eleven in Berlin: the clocks go forward on Sunday
    expect(at({ cron: '0 11 * * *' })).toEqual([pass('1h'), pass('1d1h'), pass('2d'), pass('3d')]);
  });

  it('is for those in the audience at that instant', () => {
    const through = (data: Parameters<typeof audience>[0]): Graph => draw({ all: audience(data), end: exit() }, ['all -> end']);
    const inSegment: InterpretOptions['inSegment'] = (segmentId, person) => segmentId === 'segment-1' && person.tags.includes('vip');
    expect(way(through({ condition: { tag: 'vip' } }))).toEqual([]);
    expect(way(through({ listId: 'list-1' }))).toEqual([]);
    expect(way(through({ listId: 'list-1' }), { person: { lists: ['list-1'] } })).toHaveLength(1);
    expect(way(through({ segmentId: 'segment-1' }), { options: { inSegment } })).toEqual([]);
    expect(way(through({ segmentId: 'segment-1' }), { person: { tags: ['vip'] }, options: { inSegment } })).toHaveLength(1);
    expect(way(through({ segmentId: 'segment-1' }), { person: { tags: ['vip'] } })).toEqual([]);
  });

  it('leaves a stable share of people out, who leave at once', () => {
    const held = draw({ all: audience({ holdout: 0.5 }), end: exit() }, ['all -> end'], { exitWhen: { consent: 'email' } });
    const ends = Array.from({ length: 400 }, (_, id) => way(held, { person: { id: String(id) } }).join());
    expect(new Set(ends)).toEqual(new Set(['0 all → 0 holdout', '0 all → 0 condition']));
    const share = ends.filter((end) => end.endsWith('holdout')).length / ends.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });

  //   visit ── day ── end
  const onVisit = draw(
    {
      visit: eventEntry('visit', { reentry: { policy: 'always' }, where: [{ property: 'sku', is: 'ne', value: 'x' }] }),
      day: wait('P1D'),
      end: exit(),
    },
    ['visit -> day -> end'],
  );
  const inOut = (from: string, to: string): string => `${from} visit → ${from} day → ${to} end → ${to} completed`;

  it('by an event happens when it is received, and not while inside', () => {
    const events = [
      occur('visit', 'PT1H', { receivedAfter: 'PT2H' }),
      occur('visit', 'PT3H'),
      occur('visit', 'P2D'),
      occur('visit', 'P4D', { properties: { sku: 'x' } }),
    ];
    expect(way(onVisit, { events })).toEqual([inOut('2h', '1d2h'), inOut('2d', '3d')]);
  });

  it('by an event that happened before the launch does not happen', () => {
    expect(way(onVisit, { events: [occur('visit', '-PT1M', { receivedAfter: 'PT1H' }), occur('visit', '-P1D')] })).toEqual([]);
    expect(way(onVisit, { events: [occur('visit', 'PT0S')] })).toEqual([inOut('0', '1d')]);
  });

  it('by an event that ends the stay before does not happen at the same instant', () => {
    const graph = draw(
      { visit: eventEntry('visit', { reentry: { policy: 'always' } }), day: wait('P9D'), end: exit() },
      ['visit -> day -> end'],
      { goal: { event: 'visit' } },
    );
    expect(way(graph, { events: [occur('visit', 'PT1H'), occur('visit', 'PT2H'), occur('visit', 'PT3H')] })).toEqual([
      '1h visit → 1h day → 2h goal',
      '3h visit → 3h day → 9d3h end → 9d3h completed',
    ]);
  });

  it('by two entries at one instant happens once, by the first', () => {
    const both = draw({ a: audience({ reentry: { policy: 'always' } }), b: audience({ reentry: { policy: 'always' } }), end: exit() }, [
      'a -> end',
      'b -> end',
    ]);
    expect(way(both)).toEqual(['0 a → 0 end → 0 completed']);
    const events = draw({ a: eventEntry('purchase'), b: eventEntry('visit'), end: exit() }, ['a -> end', 'b -> end']);
    expect(way(events, { events: [occur('visit', 'PT1H'), { ...occur('purchase', 'PT1H') }] })).toEqual(['1h a → 1h end → 1h completed']);
  });
});

describe('at one instant', () => {
  it('what was received comes before a wait that ends', () => {
    //   all ── day ── asked ─┬─ yes ── end
    //                        └─ else ── out
    const graph = draw({ all: audience(), day: wait('P1D'), asked: branch({ yes: { event: 'visit' } }), end: exit(), out: exit() }, [
      'all -> day -> asked:yes -> end',
      'asked:else -> out',
    ]);
    expect(way(graph, { events: [occur('visit', 'P1D')] })).toEqual(['0 all → 0 day → 1d asked:yes → 1d end → 1d completed']);
  });

  it('an audience that comes in finds those inside whose time is just up', () => {
    const graph = draw({ all: audience({ reentry: { policy: 'always' } }), day: wait('P1D'), end: exit() }, ['all -> day -> end']);
    const runs = ['P0D', 'P1D'].map((after) => ({ nodeId: 'all', at: addDuration(LAUNCH, after) }));
    expect(way(graph, { options: { runs } })).toEqual(['0 all → 0 day → 1d end → 1d completed']);
  });

  it('stops looking at the end, which still counts', () => {
    const graph = draw({ all: audience(), day: wait('P1D'), end: exit() }, ['all -> day -> end']);
    expect(way(graph, { options: { until: addDuration(LAUNCH, 'P1D') } })).toEqual(['0 all → 0 day → 1d end → 1d completed']);
    expect(way(graph, { options: { until: addDuration(LAUNCH, 'PT23H59M') } })).toEqual(['0 all → 0 day']);
  });
});
