import { addDuration, type Condition, type Json, type Profile } from '@wayfare/kernel';
import { profileWith } from '@wayfare/kernel/testing';
import type { Graph } from '../graph/schema.js';
import { type Given, go, way } from '../testing/way.js';
import {
  audience,
  branch,
  coupon,
  draw,
  eventEntry,
  exit,
  goTo,
  LAUNCH,
  occur,
  scoreSplit,
  send,
  split,
  splitBy,
  task,
  timeWindow,
  update,
  wait,
  waitDate,
  waitEvent,
  waitUntil,
  webhook,
} from '../testing.js';
import type { InterpretOptions, JourneyEvent } from './path.js';

// LAUNCH is Friday the 26th of March 2027, 09:00 UTC: ten in Berlin, five in the afternoon in Shanghai, five in the morning in New York.

describe('score-split', () => {
  it.each<[Json | undefined, string]>([
    [-3, 'low'],
    [9.99, 'low'],
    [10, 'middle'],
    [19.5, 'middle'],
    [20, 'high'],
    ['15', 'none'],
    [null, 'none'],
    [undefined, 'none'],
  ])('takes %j by %s', (points, handle) => {
    const graph = draw({ all: audience(), s: scoreSplit('points', { low: 10, middle: 20, high: undefined }), end: exit() }, [
      'all -> s:low -> end',
      's:middle -> end',
      's:high -> end',
      's:none -> end',
    ]);
    const person = { attributes: points === undefined ? {} : { points } };
    expect(way(graph, { person })).toEqual([`0 all → 0 s:${handle} → 0 end → 0 completed`]);
  });
});

describe('coupon', () => {
  const gift = draw({ all: audience(), gift: coupon('pool-1', { 'pool-2': { tag: 'vip' } }), end: exit() }, [
    'all -> gift:issued -> end',
    'gift:empty -> end',
  ]);
  const left = (...pools: string[]) => ({ hasCode: ({ poolId }: { poolId: string }) => pools.includes(poolId) });

  it('hands out a code of the first tier that is meant for the person, and never one of another', () => {
    expect(way(gift, { options: left('pool-1') })).toEqual(['0 all → 0 gift:issued → 0 end → 0 completed']);
    expect(way(gift, { options: left('pool-1'), person: { tags: ['vip'] } })).toEqual(['0 all → 0 gift:empty → 0 end → 0 completed']);
    expect(way(gift, { options: left('pool-2'), person: { tags: ['vip'] } })).toEqual(['0 all → 0 gift:issued → 0 end → 0 completed']);
  });
});

describe('task', () => {
  //   all ── call ─┬─ done ───── thank ── end
  //                └─ timeout ── end
  const called = draw({ all: audience(), call: task('Call', { timeout: 'P3D' }), thank: send(), end: exit() }, [
    'all -> call:done -> thank -> end',
    'call:timeout -> end',
  ]);
  const done = (after: string, properties: Record<string, Json> = { journeyId: '7', nodeId: 'call' }): JourneyEvent =>
    occur('customer.task_done', after, { properties });

  it('keeps people until a colleague has done it, or their time is up', () => {
    expect(way(called, { events: [done('P1D')] })).toEqual(['0 all → 0 call:done → 1d thank → 1d end → 1d completed']);
    expect(way(called, { events: [done('P4D')] })).toEqual(['0 all → 0 call:timeout → 3d end → 3d completed']);
  });

  it('is not done by what was done for another step or another journey', () => {
    const others = [done('P1D', { journeyId: '7', nodeId: 'visit' }), done('P2D', { journeyId: '8', nodeId: 'call' })];
    expect(way(called, { events: others })).toEqual(['0 all → 0 call:timeout → 3d end → 3d completed']);
  });

  it('keeps nobody where they need not wait for it', () => {
    expect(way(draw({ all: audience(), call: task('Call'), end: exit() }, ['all -> call -> end']))).toEqual([
      '0 all → 0 call → 0 end → 0 completed',
    ]);
  });
});

describe('go-to', () => {
  it('takes people out of this journey', () => {
    expect(way(draw({ all: audience(), over: goTo() }, ['all -> over']))).toEqual(['0 all → 0 over → 0 moved_on']);
  });

  it('brings people into the other one by its first entry, whatever that waits for, and by its rule of entering again', () => {
    // signed ── day ── end
    const other = (reentry: 'never' | 'always') =>
      draw({ signed: eventEntry('visit', { reentry: { policy: reentry } }), day: wait('P1D'), end: exit() }, ['signed -> day -> end']);
    const handOvers = ['P1D', 'PT36H', 'P2D', 'P5D'].map((after) => addDuration(LAUNCH, after));
    const once = '1d signed → 1d day → 2d end → 2d completed';
    expect(way(other('never'), { options: { handOvers } })).toEqual([once]);
    // whoever is inside does not come in again; who has just come to the end does
    expect(way(other('always'), { options: { handOvers } })).toEqual([
      once,
      '2d signed → 2d day → 3d end → 3d completed',
      '5d signed → 5d day → 6d end → 6d completed',
    ]);
  });
});

describe('time-window', () => {
  it.each<[string, string, Parameters<typeof timeWindow>[2], string | null, string]>([
    ['09:00', '18:00', {}, null, '0'],
    ['11:00', '18:00', {}, null, '1h'],
    ['08:00', '10:00', {}, null, '22h'],
    ['08:00', '10:00', {}, 'Asia/Shanghai', '15h'],
    ['08:00', '10:00', { zone: 'workspace' }, 'Asia/Shanghai', '22h'],
    ['22:00', '11:00', {}, null, '0'],
    // Monday at nine, an hour earlier by then
    ['09:00', '18:00', { weekdays: [1] }, null, '2d22h'],
  ])('from %s to %s %j in %s opens after %s', (from, to, rule, timeZone, opens) => {
    const graph = draw({ all: audience(), w: timeWindow(from, to, rule), end: exit() }, ['all -> w -> end']);
    expect(way(graph, { person: { timeZone } })).toEqual([`0 all → 0 w → ${opens} end → ${opens} completed`]);
  });
});

describe('wait', () => {
  //   all ── w ── end
  const waiting = (rule: ReturnType<typeof wait>, zone?: string): Graph =>
    draw({ all: audience(), w: rule, end: exit() }, ['all -> w -> end'], zone ? { timeZone: zone } : {});

  it.each([
    ['PT1M', '1m'],
    ['P1D', '1d'],
    ['P1M', '31d'],
  ])('lasts %s to the instant', (duration, due) => {
    expect(way(waiting(wait(duration)))).toEqual([`0 all → 0 w → ${due} end → ${due} completed`]);
  });

  it.each<[string, Parameters<typeof waitUntil>[1], string | null, string | undefined, string]>([
    ['10:00', {}, null, undefined, '0'],
    ['09:00', {}, null, undefined, '23h'],
    ['09:00', {}, 'Asia/Shanghai', undefined, '16h'],
    ['09:00', { zone: 'workspace' }, 'Asia/Shanghai', undefined, '23h'],
    ['09:00', { zone: 'workspace' }, 'Asia/Shanghai', 'America/New_York', '4h'],
    ['09:00', {}, null, 'America/New_York', '4h'],
    ['09:00', {}, 'Not/AZone', 'America/New_York', '4h'],
    // Monday at nine, an hour earlier by then
    ['09:00', { weekdays: [1] }, null, undefined, '2d22h'],
    // 02:30 of Sunday is skipped: at the jump, 01:00 UTC
    ['02:30', { weekdays: [7] }, null, undefined, '1d16h'],
  ])('until %s %j in %s, journey in %s, takes %s', (time, rule, customer, journey, due) => {
    expect(way(waiting(waitUntil(time, rule), journey), { person: { timeZone: customer } })).toEqual([
      `0 all → 0 w → ${due} end → ${due} completed`,
    ]);
  });

  it.each<[string, unknown, Parameters<typeof waitDate>[1], string]>([
    ['a date, at midnight', '2027-03-28', {}, '1d14h'],
    ['a date at a time, after the change', '2027-03-29', { time: '09:00' }, '2d22h'],
    ['a date moved back', '2027-03-30', { offset: '-P3D', time: '12:00' }, '1d2h'],
    ['an instant, by its date there', '2027-03-28T23:30:00Z', { time: '09:00' }, '2d22h'],
    ['today, but earlier', '2027-03-26', {}, '0'],
    ['the past', '1990-05-01', {}, '0'],
    ['no date', 'tomorrow', {}, '0'],
    ['a number', 20270328, {}, '0'],
    ['nothing', null, {}, '0'],
  ])('until %s (%j, %j) takes %s', (_, joined, rule, due) => {
    expect(way(waiting(waitDate('joined', rule)), { person: { attributes: { joined: joined as string } } })).toEqual([
      `0 all → 0 w → ${due} end → ${due} completed`,
    ]);
  });
});

describe('wait-event', () => {
  //   all ── bought ─┬─ matched ── thanks ── end
  //                  └─ timeout ── end
  const graph = draw(
    {
      all: audience(),
      bought: waitEvent({ event: 'purchase', where: [{ property: 'amount', is: 'gt', value: 1 }] }, 'P2D'),
      thanks: send(),
      end: exit(),
    },
    ['all -> bought:matched -> thanks -> end', 'bought:timeout -> end'],
  );
  const bought = (after: string, receivedAfter = after): JourneyEvent =>
    occur('purchase', after, { receivedAfter, properties: { amount: 5 } });
  const matchedAt = (instant: string): string[] => [`0 all → 0 bought:matched → ${instant} thanks → ${instant} end → ${instant} completed`];
  const timedOut = ['0 all → 0 bought:timeout → 2d end → 2d completed'];

  it.each<[string, JourneyEvent[], string[]]>([
    ['nothing happens', [], timedOut],
    ['it happens', [bought('P1D')], matchedAt('1d')],
    ['it happens twice', [bought('PT5M'), bought('PT6M')], matchedAt('5m')],
    ['it is heard of later', [bought('P1D', 'PT30H')], matchedAt('1d6h')],
    ['it is heard of at the time-out', [bought('P1D', 'P2D')], matchedAt('2d')],
    ['it happens at the time-out', [bought('P2D')], matchedAt('2d')],
    ['it is heard of after the time-out', [bought('P1D', 'P3D')], timedOut],
    ['it happened before', [bought('-PT1M', 'PT1M')], timedOut],
    [
      'something else happens',
      [occur('visit', 'P1D'), occur('purchase', 'P1D', { properties: { amount: 1 } }), occur('purchase', 'PT5H')],
      timedOut,
    ],
  ])('where %s', (_, events, expected) => {
    expect(way(graph, { events })).toEqual(expected);
  });

  it('does not count the event that led the person here', () => {
    // visit ── again ─┬─ matched ── end
    //                 └─ timeout ── out
    const again = draw({ visit: eventEntry('visit'), again: waitEvent('visit', 'P1D'), end: exit(), out: exit() }, [
      'visit -> again:matched -> end',
      'again:timeout -> out',
    ]);
    expect(way(again, { events: [occur('visit', 'PT1H')] })).toEqual(['1h visit → 1h again:timeout → 1d1h out → 1d1h completed']);
    expect(way(again, { events: [occur('visit', 'PT1H'), occur('visit', 'PT2H')] })).toEqual([
      '1h visit → 1h again:matched → 2h end → 2h completed',
    ]);
  });
});

describe('branch', () => {
  //   all ── day ── asked ─┬─ vip ──── end
  //                        ├─ buyer ── end
  //                        └─ else ─── end
  const graph = draw(
    { all: audience(), day: wait('P1D'), asked: branch({ vip: { tag: 'vip' }, buyer: { event: 'purchase', within: 'P1D' } }), end: exit() },
    ['all -> day -> asked:vip -> end', 'asked:buyer -> end', 'asked:else -> end'],
  );

  it.each<[string, Given, string]>([
    ['the first path that holds', { person: { tags: ['vip'] }, events: [occur('purchase', 'PT1H')] }, 'vip'],
    ['a later one', { events: [occur('purchase', 'PT1H')] }, 'buyer'],
    ['else', {}, 'else'],
    ['else for what lies just outside the window', { events: [occur('purchase', 'PT0S')] }, 'else'],
    ['else for what is not known yet', { events: [occur('purchase', 'PT1H', { receivedAfter: 'P2D' })] }, 'else'],
  ])('takes %s', (_, given, handle) => {
    expect(way(graph, given)).toEqual([`0 all → 0 day → 1d asked:${handle} → 1d end → 1d completed`]);
  });

  //   all ── mail ── asked ─┬─ opened ── end
  //                         └─ else ──── end
  const opened: Condition = { message: { node: 'mail', result: 'opened' } };
  const onMessage = draw({ all: audience(), mail: send(), asked: branch({ opened }), end: exit() }, [
    'all -> mail -> asked:opened -> end',
    'asked:else -> end',
  ]);

  it('waits until the messages it asks about are settled', () => {
    const outcome: InterpretOptions['outcome'] = ({ at }) => ({ settledAt: addDuration(at, 'PT5M'), results: ['sent', 'opened'] });
    expect(way(onMessage, { options: { outcome } })).toEqual(['0 all → 0 mail → 0 asked:opened → 5m end → 5m completed']);
  });

  it('waits for ever for a message that nobody hands over', () => {
    expect(way(onMessage, { options: { outcome: () => ({ settledAt: null, results: [] }) } })).toEqual(['0 all → 0 mail → 0 asked']);
  });

  it('does not wait for a message that was suppressed', () => {
    expect(way(onMessage, { person: { consent: {} } })).toEqual(['0 all → 0 mail → 0 asked:else → 0 end → 0 completed']);
  });
});

describe('split', () => {
  //   all ── arms ─┬─ Berlin ── end
  //                └─ 5 ─────── end
  const by = draw({ all: audience(), arms: splitBy('city', 'Berlin', '5'), end: exit() }, ['all -> arms:Berlin -> end', 'arms:5 -> end']);

  it.each<[unknown, string]>([
    ['Berlin', ':Berlin → 0 end → 0 completed'],
    [5, ':5 → 0 end → 0 completed'],
    ['berlin', ' → 0 unassigned'],
    [['Berlin'], ' → 0 unassigned'],
    [null, ' → 0 unassigned'],
  ])('by an attribute that holds %j', (city, rest) => {
    expect(way(by, { person: { attributes: { city: city as string } } })).toEqual([`0 all → 0 arms${rest}`]);
  });

  it('by hash gives each arm its share, and each person the same arm in every stay', () => {
    const graph = draw({ all: eventEntry('visit', { reentry: { policy: 'always' } }), arms: split({ a: 1, b: 3 }), end: exit() }, [
      'all -> arms:a -> end',
      'arms:b -> end',
    ]);
    const armsOf = (id: number): (string | null | undefined)[] =>
      go(graph, { person: { id: String(id) }, events: [occur('visit', 'PT1H'), occur('visit', 'PT2H')] }).entries.map(
        ({ visits }) => visits[1]?.handle,
      );
    const arms = Array.from({ length: 2000 }, (_, id) => armsOf(id));
    for (const [first, second] of arms) expect(second).toBe(first);
    const share = arms.filter(([arm]) => arm === 'a').length / arms.length;
    expect(share).toBeGreaterThan(0.21);
    expect(share).toBeLessThan(0.29);
  });
});

describe('update', () => {
  it('sets and unsets attributes, adds and then removes tags, joins a list, and conditions see it at once', () => {
    const change = update({
      set: { city: 'Berlin', age: null, vip: true },
      addTags: ['vip', 'old'],
      removeTags: ['old', 'gone'],
      addToList: 'list-1',
    });
    // all ── note ── asked ─┬─ yes ── end
    //                       └─ else ── out
    const graph = draw(
      {
        all: audience(),
        note: change,
        asked: branch({ yes: { all: [{ list: 'list-1' }, { attribute: 'city', is: 'eq', value: 'Berlin' }] } }),
        end: exit(),
        out: exit(),
      },
      ['all -> note -> asked:yes -> end', 'asked:else -> out'],
    );
    const { entries, profile } = go(graph, { person: { attributes: { age: 5, joined: 'x' }, tags: ['gone', 'vip'], lists: ['list-2'] } });
    expect(entries[0]?.visits.at(-1)?.nodeId).toBe('end');
    expect(profile).toEqual(
      profileWith({ attributes: { joined: 'x', city: 'Berlin', vip: true }, tags: ['vip'], lists: ['list-2', 'list-1'] }),
    );
  });
});

describe('send and webhook', () => {
  const graph = draw({ all: audience(), mail: send(), text: send({ channel: 'sms', templateId: 'text' }), told: webhook(), end: exit() }, [
    'all -> mail -> text -> told -> end',
  ]);
  const fatesOf = (person: Partial<Profile>): string[] =>
    go(graph, { person }).entries.flatMap(({ messages }) =>
      messages.map(({ nodeId, fate }) => `${nodeId} ${fate.state === 'queued' ? 'queued' : fate.reason}`),
    );
  const suppressed = (reason: 'unsubscribed' | 'bounced_before' | 'suppressed') => ({ channel: 'email', reason });

  it.each<[string, Partial<Profile>, string[]]>([
    ['who may be written to', { phone: '+49', consent: { email: true, sms: true } }, ['mail queued', 'text queued', 'told queued']],
    ['who has no address', { email: null, phone: null }, ['mail unreachable', 'text unreachable', 'told queued']],
    ['who has an empty address', { email: '', phone: '' }, ['mail unreachable', 'text unreachable', 'told queued']],
    ['who did not consent', { consent: { email: false } }, ['mail no_consent', 'text unreachable', 'told queued']],
    [
      'who unsubscribed, bounced and complained',
      { suppressions: [suppressed('suppressed'), suppressed('bounced_before'), suppressed('unsubscribed')] },
      ['mail unsubscribed', 'text unreachable', 'told queued'],
    ],
    [
      'who bounced, without consent',
      { consent: {}, suppressions: [suppressed('bounced_before')] },
      ['mail bounced_before', 'text unreachable', 'told queued'],
    ],
    [
      'whose other address is suppressed',
      { phone: '+49', consent: { email: true, sms: true }, suppressions: [{ channel: 'sms', reason: 'suppressed' }] },
      ['mail queued', 'text suppressed', 'told queued'],
    ],
  ])('decides about %s', (_, person, fates) => {
    expect(fatesOf(person)).toEqual(fates);
  });
});

describe('goal and exit condition', () => {
  //   all ── bought ─┬─ matched ── end
  //                  └─ timeout ── out
  const graph = (settings: Graph['settings']): Graph =>
    draw(
      { all: audience(), bought: waitEvent('purchase', 'P9D'), end: exit(), out: exit() },
      ['all -> bought:matched -> end', 'bought:timeout -> out'],
      settings,
    );
  const goal = { event: 'purchase', window: 'P2D', exitOnGoal: true };

  it('ends the stay with the goal, before anyone is woken by the same event', () => {
    expect(way(graph({ goal }), { events: [occur('purchase', 'P1D')] })).toEqual(['0 all → 0 bought → 1d goal']);
    expect(way(graph({ goal }), { events: [occur('purchase', 'P2D')] })).toEqual(['0 all → 0 bought → 2d goal']);
  });

  it('counts what happened within the window, whenever it is heard of', () => {
    expect(way(graph({ goal }), { events: [occur('purchase', 'P1D', { receivedAfter: 'P5D' })] })).toEqual(['0 all → 0 bought → 5d goal']);
  });

  it('ends nothing outside the window, or without exitOnGoal', () => {
    const late = ['0 all → 0 bought:matched → 3d end → 3d completed'];
    expect(way(graph({ goal }), { events: [occur('purchase', 'P3D')] })).toEqual(late);
    expect(way(graph({ goal: { ...goal, exitOnGoal: false } }), { events: [occur('purchase', 'P3D')] })).toEqual(late);
    expect(way(graph({ goal }), { events: [occur('purchase', '-PT1H', { receivedAfter: 'PT1H' })] })).toEqual([
      '0 all → 0 bought:timeout → 9d out → 9d completed',
    ]);
  });

  it('ends the stay of whoever unsubscribes from the journey, before all else', () => {
    const unsubscribed = (journeyId: string): JourneyEvent => occur('message.unsubscribed', 'P1D', { properties: { journeyId } });
    const settings = { goal: { ...goal, event: 'message.unsubscribed' } };
    expect(way(graph(settings), { events: [unsubscribed('7')] })).toEqual(['0 all → 0 bought → 1d unsubscribed']);
    expect(way(graph({}), { events: [unsubscribed('8')] })).toEqual(['0 all → 0 bought:timeout → 9d out → 9d completed']);
  });

  it('asks the exit condition when an event is received: after the goal, before the wake-up', () => {
    const exitWhen: Condition = { event: 'purchase' };
    expect(way(graph({ exitWhen }), { events: [occur('purchase', 'P1D')] })).toEqual(['0 all → 0 bought → 1d condition']);
    expect(way(graph({ exitWhen, goal }), { events: [occur('purchase', 'P1D')] })).toEqual(['0 all → 0 bought → 1d goal']);
  });

  it('asks it on coming to a node, the entry too, and when a wait ends', () => {
    const vip = draw({ all: audience(), note: update({ addTags: ['vip'] }), mail: send(), end: exit() }, ['all -> note -> mail -> end'], {
      exitWhen: { tag: 'vip' },
    });
    expect(way(vip)).toEqual(['0 all → 0 note → 0 mail → 0 condition']);
    expect(way(vip, { person: { tags: ['vip'] } })).toEqual(['0 all → 0 condition']);
    const old = draw({ all: audience(), day: wait('P1D'), end: exit() }, ['all -> day -> end'], {
      exitWhen: { attribute: 'joined', is: 'before', value: { ago: 'PT12H' } },
    });
    expect(way(old, { person: { attributes: { joined: '2027-03-26T09:00:00Z' } } })).toEqual(['0 all → 0 day → 1d condition']);
  });
});
