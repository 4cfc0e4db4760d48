import fc from 'fast-check';
import type { Graph } from '../graph/schema.js';
import type { JourneySettings } from '../graph/settings.js';
import {
  anyGraph,
  audience,
  branch,
  coupon,
  type Drawn,
  decileSplit,
  draw,
  eventEntry,
  exit,
  experiment,
  frequencyCheck,
  scoreSplit,
  send,
  split,
  splitBy,
  task,
  timeWindow,
  update,
  WORKSPACE,
  wait,
  waitDate,
  waitEvent,
  waitUntil,
  webhook,
} from '../testing.js';
import { PROBLEMS } from './codes.js';
import { validate } from './validate.js';

const seen = new Set<string>();

/** The problems of a graph as `error unreachable at mail`. */
const problemsOf = (graph: Graph, known = WORKSPACE): string[] =>
  validate(graph, known).map(({ severity, code, nodeId }) => {
    seen.add(code);
    return `${severity} ${code} at ${nodeId}`;
  });

const LINE = ['all -> mail -> end'];
const GOOD: Drawn = { all: audience(), mail: send(), end: exit() };

describe('a good graph', () => {
  it('has no problem', () => {
    expect(problemsOf(draw(GOOD, LINE))).toEqual([]);
  });

  it('stays free of errors, whatever it is drawn from', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        expect(validate(graph, WORKSPACE).filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the lines', () => {
  //   all ── days ── asked ─┬─ yes ── mail ── end
  //                         └─ else ── end
  const nodes: Drawn = { all: audience(), days: wait('P2D'), asked: branch({ yes: { event: 'visit' } }), mail: send(), end: exit() };
  const lines = ['all -> days -> asked:yes -> mail -> end', 'asked:else -> end'];

  it('names the node that leads nowhere, as an error', () => {
    const graph = draw(nodes, lines);
    const cut = { ...graph, edges: graph.edges.filter(({ source }) => source !== 'days') };
    expect(problemsOf(cut)).toContain('error leads_nowhere at days');
  });

  it('calls what lies about unreachable, and whatever is wrong with it a warning', () => {
    expect(problemsOf(draw({ ...nodes, lost: send({ templateId: '' }) }, lines))).toEqual([
      'warning leads_nowhere at lost',
      'warning unreachable at lost',
      'warning missing_template at lost',
    ]);
  });

  it('asks for each way out', () => {
    expect(problemsOf(draw(nodes, ['all -> days -> asked:yes -> mail -> end']))).toEqual(['error leads_nowhere at asked']);
    const [problem] = validate(draw(nodes, ['all -> days -> asked:yes -> mail -> end']), WORKSPACE);
    expect(problem).toMatchObject({ message: 'The way out "else" leads nowhere.', values: { handle: 'else' } });
  });

  it('wants an entry, and says nothing about who could reach what without one', () => {
    expect(problemsOf(draw({ mail: send(), end: exit() }, ['mail -> end']))).toEqual(['error no_entry at null']);
  });

  it.each<[string, Drawn, string[], string[]]>([
    [
      'two lines from one way out',
      GOOD,
      [...LINE, 'mail -> all'],
      ['error two_edges_from_one_handle at mail', 'error edge_into_entry at mail', 'error cycle at all'],
    ],
    ['a line to a step that is not there', GOOD, ['all -> mail -> gone'], ['error missing_target at mail', 'warning unreachable at end']],
    ['a line from a step that is not there', GOOD, [...LINE, 'gone -> end'], ['error missing_source at null']],
    [
      'a way out that is not there',
      { ...GOOD, all: audience(), mail: branch({ yes: { tag: 'x' } }) },
      ['all -> mail:yes -> end', 'mail:else -> end', 'mail:no -> end'],
      ['warning no_send at null', 'error unknown_handle at mail'],
    ],
    [
      'a line out of an exit',
      { ...GOOD, out: exit() },
      [...LINE, 'end -> out'],
      ['error unknown_handle at end', 'warning unreachable at out'],
    ],
    ['a journey that sends nothing', { all: audience(), end: exit() }, ['all -> end'], ['warning no_send at null']],
    ['nothing in a journey that only asks colleagues', { all: audience(), call: task('Call'), end: exit() }, ['all -> call -> end'], []],
  ])('finds %s', (_, drawn, drawnLines, expected) => {
    expect(problemsOf(draw(drawn, drawnLines)).sort()).toEqual([...expected].sort());
  });

  it('takes whatever handle the canvas wrote at a node with a single way out', () => {
    expect(problemsOf(draw(GOOD, ['all:source -> mail:a -> end']))).toEqual([]);
  });

  it('names a circle once, with the steps along it', () => {
    const graph = draw({ all: audience(), a: wait('P1D'), b: branch({ again: { tag: 'x' } }), mail: send(), end: exit() }, [
      'all -> a -> b:again -> a',
      'b:else -> mail -> end',
    ]);
    expect(validate(graph, WORKSPACE)).toEqual([
      expect.objectContaining({ nodeId: 'a', code: 'cycle', severity: 'error', values: { path: 'a → b → a' } }),
    ]);
  });

  it('finds an id that is used twice, also among steps that are left out', () => {
    const graph = draw({ ...GOOD, lost: exit() }, LINE);
    const twice = { ...graph, nodes: graph.nodes.map((node) => (node.id === 'lost' ? { ...node, id: 'mail' } : node)) };
    expect(problemsOf(twice)).toEqual(['error duplicate_id at mail']);
    expect(problemsOf({ ...graph, edges: [...graph.edges, ...graph.edges] })).toContain('error duplicate_id at null');
  });
});

describe('each kind of node', () => {
  const entry = (node: Drawn[string]): Graph => draw({ ...GOOD, all: node }, LINE);
  const middle = (node: Drawn[string], ways: readonly string[] = ['']): Graph =>
    draw({ all: audience(), node, mail: send(), end: exit() }, [
      `all -> node${ways[0]} -> mail -> end`,
      ...ways.slice(1).map((way) => `node${way} -> end`),
    ]);
  const EVENT_WAYS = [':matched', ':timeout'];
  const CHECK_WAYS = [':under', ':over'];
  const BAND_WAYS = [':a', ':b', ':c', ':none'];

  it.each<[string, Graph, string[]]>([
    ['nobody', entry({ type: 'audience', data: {} }), ['error missing_audience at all']],
    ['two audiences at once', entry(audience({ segmentId: 'segment-1', listId: 'list-1' })), ['error two_audiences at all']],
    ['an unknown segment', entry(audience({ segmentId: 'gone' })), ['error unknown_segment at all']],
    ['an unknown list', entry(audience({ listId: 'gone' })), ['error unknown_list at all']],
    ['an empty condition', entry(audience({ condition: { all: [] } })), ['error empty_condition at all']],
    [
      'an empty group inside',
      entry(audience({ condition: { all: [{ tag: 'x' }, { not: { any: [] } }] } })),
      ['error empty_condition at all'],
    ],
    ['an instant without its offset', entry(audience({ schedule: { at: '2027-03-01T09:00' } })), ['error bad_schedule at all']],
    ['a cron line that never comes', entry(audience({ schedule: { cron: '0 0 31 2 *' } })), ['error bad_cron at all']],
    ['too large a holdout', entry(audience({ holdout: 0.6 })), ['error bad_holdout at all']],
    ['a negative holdout', entry(audience({ holdout: -0.1 })), ['error bad_holdout at all']],
    ['re-entry after nothing', entry(audience({ reentry: { policy: 'after' } })), ['error bad_duration at all']],
    ['an entry without its event', entry(eventEntry('')), ['error missing_event at all']],
    ['an event never seen', entry(eventEntry('flood')), ['warning unknown_event at all']],
    ['a test on no property', entry(eventEntry('visit', { where: [{ property: '', is: 'eq', value: 1 }] })), ['error bad_where at all']],
    ['no duration', middle(wait('')), ['error bad_duration at node']],
    ['a duration of nothing', middle(wait('PT0S')), ['error bad_duration at node']],
    ['a duration backwards', middle(wait('-P1D')), ['error bad_duration at node']],
    ['no time of day', middle(waitUntil('24:00')), ['error bad_time at node']],
    ['no weekday', middle(waitUntil('09:00', { weekdays: [0, 8] })), ['error bad_weekday at node', 'error bad_weekday at node']],
    ['no attribute', middle(waitDate('')), ['error missing_attribute at node']],
    ['an attribute never seen', middle(waitDate('birthday')), ['warning unknown_attribute at node']],
    ['an offset of hours', middle(waitDate('joined', { offset: '-PT3H' })), ['error bad_offset at node']],
    ['a date at no time', middle(waitDate('joined', { time: 'noon' })), ['error bad_time at node']],
    ['a time-out of nothing', middle(waitEvent('visit', ''), EVENT_WAYS), ['error bad_duration at node']],
    ['a branch without paths', middle(branch({}), [':else']), ['error too_few_paths at node']],
    ['a path called else', middle(branch({ else: { tag: 'x' } }), [':else']), ['error reserved_id at node']],
    [
      'a condition half written',
      middle(branch({ yes: { attribute: 'city', is: 'eq' } }), [':yes', ':else']),
      ['error bad_condition at node'],
    ],
    [
      'a condition on an empty name',
      middle(branch({ yes: { attribute: '', is: 'exists' } }), [':yes', ':else']),
      ['error bad_condition at node'],
    ],
    [
      'a condition on what is gone',
      middle(branch({ yes: { any: [{ segment: 'gone' }, { list: 'gone' }] } }), [':yes', ':else']),
      ['error unknown_segment at node', 'error unknown_list at node'],
    ],
    ['a window without times', middle(timeWindow('9', '')), ['error bad_time at node', 'error bad_time at node']],
    ['a window on no weekday', middle(timeWindow('09:00', '18:00', { weekdays: [8] })), ['error bad_weekday at node']],
    ['a limit of nothing', middle(frequencyCheck({ limit: 0 }), CHECK_WAYS), ['error bad_limit at node']],
    ['half a message', middle(frequencyCheck({ limit: 1.5 }), CHECK_WAYS), ['error bad_limit at node']],
    ['messages of no time', middle(frequencyCheck({ within: '' }), CHECK_WAYS), ['error bad_duration at node']],
    ['one band', middle(scoreSplit('age', { a: undefined }), [':a', ':none']), ['error too_few_bands at node']],
    ['bands that do not rise', middle(scoreSplit('age', { a: 5, b: 5, c: undefined }), BAND_WAYS), ['error bad_bound at node']],
    ['a band without its bound', middle(scoreSplit('age', { a: 5, b: undefined, c: undefined }), BAND_WAYS), ['error bad_bound at node']],
    ['tenths that do not rise', middle(decileSplit('age', { a: 5, b: 5, c: undefined }), BAND_WAYS), ['error bad_tenth at node']],
    ['a tenth too many', middle(decileSplit('age', { a: 5, b: 10, c: undefined }), BAND_WAYS), ['error bad_tenth at node']],
    ['a band called none', middle(scoreSplit('age', { none: 5, c: undefined }), [':none', ':c']), ['error reserved_id at node']],
    ['bands of nothing', middle(scoreSplit('', { a: 5, c: undefined }), [':a', ':c', ':none']), ['error missing_attribute at node']],
    ['one arm', middle(split({ a: 1 }), [':a']), ['error too_few_arms at node']],
    ['weights of nothing', middle(split({ a: 0, b: 0 }), [':a', ':b']), ['error weight_sum at node']],
    ['a negative weight', middle(split({ a: -1, b: 2 }), [':a', ':b']), ['error bad_weight at node']],
    ['an experiment of one arm', middle(experiment({ a: 1 }), [':a']), ['error too_few_arms at node']],
    ['an arm that takes nobody', middle(experiment({ a: 1, b: 0 }), [':a', ':b']), ['error arm_without_weight at node']],
    [
      'an experiment without an end',
      middle(experiment({ a: 1, b: 1 }, { decide: undefined }), [':a', ':b']),
      ['error no_decision at node'],
    ],
    [
      'an end that never comes',
      middle(experiment({ a: 1, b: 1 }, { decide: { after: {}, confidence: 0.95, otherwise: 'keep' } }), [':a', ':b']),
      ['error no_decision at node'],
    ],
    [
      'a winner of half a person, as sure as can be',
      middle(experiment({ a: 1, b: 1 }, { decide: { after: { people: 0.5 }, confidence: 1, otherwise: 'keep' } }), [':a', ':b']),
      ['error bad_sample at node', 'error bad_confidence at node'],
    ],
    [
      'conversions to no goal',
      middle(experiment({ a: 1, b: 1 }, { measure: { by: 'conversion' } }), [':a', ':b']),
      ['error measure_without_goal at node'],
    ],
    [
      'a decision before anybody’s window has closed',
      middle(experiment({ a: 1, b: 1 }, { decide: { after: { duration: 'PT12H' }, confidence: 0.95, otherwise: 'keep' } }), [':a', ':b']),
      ['warning decides_before_windows_close at node'],
    ],
    ['an assignment by nothing', middle(splitBy('', 'a', 'b'), [':a', ':b']), ['error missing_attribute at node']],
    ['a change of nothing', middle(update({})), ['warning empty_update at node']],
    ['a change of the own record', middle(update({ set: { email: 'x' } })), ['error reserved_attribute at node']],
    ['a change of what the product works out', middle(update({ set: { value_tier: 'L1' } })), ['error computed_attribute at node']],
    ['a tag without a name', middle(update({ addTags: [''] })), ['error empty_tag at node']],
    ['no list', middle(update({ addToList: '' })), ['error missing_list at node']],
    ['a list that is gone', middle(update({ addToList: 'gone' })), ['error unknown_list at node']],
    ['no channel', middle(send({ channel: '' })), ['error missing_channel at node']],
    ['no template', middle(send({ templateId: '' })), ['error missing_template at node']],
    ['a template that is gone', middle(send({ templateId: 'gone' })), ['error unknown_template at node']],
    ['a purpose that there is not', middle(send({ purpose: 'gone' })), ['error unknown_purpose at node']],
    ['a template of another channel', middle(send({ templateId: 'text' })), ['error wrong_channel at node']],
    ['a connector of another channel', middle(send({ connectorId: 'gateway' })), ['error wrong_channel at node']],
    ['a connector that is gone', middle(send({ connectorId: 'gone' })), ['error unknown_connector at node']],
    ['a webhook without a template', middle(webhook({ templateId: '' })), ['error missing_template at node']],
  ])('finds %s', (_, graph, expected) => {
    expect(problemsOf(graph)).toEqual(expected);
  });

  it('wants a connector that sends by the channel, and takes the only one there is', () => {
    const none = { ...WORKSPACE, connectors: [] };
    expect(problemsOf(draw(GOOD, LINE), none)).toEqual(['error missing_connector at mail']);
    expect(problemsOf(middle(webhook()))).toEqual([]);
    const two = { ...WORKSPACE, connectors: WORKSPACE.connectors.map((connector) => ({ ...connector, isDefault: false })) };
    expect(problemsOf(draw(GOOD, LINE), two)).toEqual(['error missing_connector at mail']);
  });

  it('warns of tenths where nobody has a number', () => {
    const nobody = { ...WORKSPACE, deciles: new Map([['age', []]]) };
    const split = middle(decileSplit('age', { a: 5, b: 7, c: undefined }), BAND_WAYS);
    expect(problemsOf(split, nobody)).toEqual(['warning no_numbers at node']);
    expect(problemsOf(split)).toEqual([]);
  });

  it('wants names, and arms that differ', () => {
    const unnamed = draw(GOOD, LINE);
    const nodes = unnamed.nodes.map((node) => ({ ...node, data: { ...node.data, name: '' } }) as Graph['nodes'][number]);
    expect(problemsOf({ ...unnamed, nodes })).toEqual([
      'warning missing_name at all',
      'warning missing_name at mail',
      'warning missing_name at end',
    ]);
    const arms = { type: 'split', data: { arms: ['a', 'a'].map((id) => ({ id, name: id, weight: 1 })) } } as const;
    expect(problemsOf(middle(arms, [':a']))).toContain('error duplicate_id at node');
  });

  it('has one control at most in an experiment, which may get messages, and none of Thompson sampling needs an end', () => {
    const { data } = experiment({ a: 1, b: 1 }, { mode: 'thompson', decide: undefined });
    const drawn = (arms: typeof data.arms) =>
      draw({ all: audience(), node: { type: 'experiment', data: { ...data, arms } }, mail: send(), end: exit() }, [
        'all -> node:a -> mail -> end',
        'node:b -> mail',
      ]);
    expect(problemsOf(drawn(data.arms.map((arm) => ({ ...arm, control: arm.id === 'b' }))))).toEqual([]);
    expect(problemsOf(drawn(data.arms.map((arm) => ({ ...arm, control: true }))))).toEqual(['error two_controls at node']);
  });

  it('warns where a control arm gets a message', () => {
    const arms = split({ a: 1, none: 1 }, 'none');
    expect(problemsOf(middle(arms, [':a', ':none']))).toEqual([]);
    const graph = draw({ all: audience(), arms, mail: send(), end: exit() }, ['all -> arms:a -> end', 'arms:none -> mail -> end']);
    expect(problemsOf(graph)).toEqual(['warning control_arm_sends at arms']);
    expect(validate(graph, WORKSPACE)[0]?.values).toEqual({ arm: 'none', node: 'mail' });
  });
});

describe('conditions on messages', () => {
  const opened = (node: string) => ({ message: { node, result: 'opened' } }) as const;
  const asking = (node: string): Graph =>
    draw({ all: audience(), mail: send(), asked: branch({ yes: opened(node) }), late: send(), end: exit() }, [
      'all -> mail -> asked:yes -> end',
      'asked:else -> late -> end',
    ]);

  it('may name a step that sends and was passed before', () => {
    expect(problemsOf(asking('mail'))).toEqual([]);
  });
  it('may not name anything else', () => {
    expect(problemsOf(asking('gone'))).toEqual(['error message_node_unknown at asked']);
    expect(problemsOf(asking('all'))).toEqual(['error message_node_unknown at asked']);
  });
  it('are never true of a step that comes later', () => {
    expect(problemsOf(asking('late'))).toEqual(['warning message_node_not_before at asked']);
  });
  it('may stand in the exit condition', () => {
    expect(problemsOf(draw(GOOD, LINE, { exitWhen: opened('mail') }))).toEqual([]);
    expect(problemsOf(draw(GOOD, LINE, { exitWhen: opened('end') }))).toEqual(['error message_node_unknown at null']);
  });
});

describe('a coupon', () => {
  const giving = (data: Parameters<typeof coupon>): Graph =>
    draw({ all: audience(), mail: send(), gift: coupon(...data), end: exit() }, ['all -> mail -> gift:issued -> end', 'gift:empty -> end']);

  it('comes from a pool that is there, whatever the tier, and is good for a while', () => {
    expect(problemsOf(giving(['pool-1', { 'pool-2': { tag: 'vip' } }, 'P30D']))).toEqual([]);
    expect(problemsOf(giving(['']))).toEqual(['error missing_pool at gift']);
    expect(problemsOf(giving(['pool-1', { gone: { tag: 'vip' } }]))).toEqual(['error unknown_pool at gift']);
    expect(problemsOf(giving(['pool-1', {}, 'a month']))).toEqual(['error bad_duration at gift']);
    expect(problemsOf(giving(['pool-1', { 'pool-2': { message: { node: 'mail', result: 'opened' } } }]))).toEqual([
      'error tier_asks_for_messages at gift',
    ]);
  });
});

describe('a task', () => {
  const asking = (...data: Parameters<typeof task>) =>
    draw({ all: audience(), mail: send(), call: task(...data), end: exit() }, [
      data[1]?.waitForIt ? 'all -> mail -> call:done -> end' : 'all -> mail -> call -> end',
      ...(data[1]?.waitForIt ? ['call:timeout -> end'] : []),
    ]);

  it('says what is to be done, and by whom that is there', () => {
    expect(problemsOf(asking())).toEqual([]);
    expect(problemsOf(asking('Call', { assignee: { user: 'user-1' }, waitForIt: true, timeout: 'P3D', dueIn: 'P1D' }))).toEqual([]);
    expect(problemsOf(asking('  '))).toEqual(['error missing_title at call']);
    expect(problemsOf(asking('Call', { assignee: undefined }))).toEqual(['error missing_assignee at call']);
    expect(problemsOf(asking('Call', { assignee: { user: 'gone' } }))).toEqual(['error unknown_assignee at call']);
    expect(problemsOf(asking('Call', { dueIn: 'soon' }))).toEqual(['error bad_duration at call']);
    expect(problemsOf(asking('Call', { waitForIt: true }))).toEqual(['error bad_duration at call']);
  });
});

describe('a way into another journey', () => {
  const leading = (to: string | undefined, entry: Parameters<typeof audience>[0] = {}): Graph =>
    draw({ all: audience(entry), mail: send(), over: { type: 'go-to', data: to === undefined ? {} : { journeyId: to } } }, [
      'all -> mail -> over',
    ]);
  const after = { reentry: { policy: 'after' as const, after: 'P30D' } };
  const journey = (id: string, leadsTo: string[], reentry: 'after' | 'never' = 'after') => ({
    id,
    name: id,
    isOpen: true,
    reentry,
    leadsTo,
  });
  const among = (...journeys: (typeof WORKSPACE)['journeys']) => ({ ...WORKSPACE, journeyId: 'own', journeys });

  it('needs one that is there, runs, and is not this one', () => {
    expect(problemsOf(leading('journey-1'))).toEqual([]);
    expect(problemsOf(leading(undefined))).toEqual(['error missing_journey at over']);
    expect(problemsOf(leading('gone'))).toEqual(['error unknown_journey at over']);
    expect(problemsOf(leading('own'), among(journey('own', [])))).toEqual(['error goes_to_itself at over']);
    expect(problemsOf(leading('b'), among({ ...journey('b', []), isOpen: false }))).toEqual(['error journey_not_running at over']);
  });

  it('may lead round in a circle only where everyone rests before each round', () => {
    const circle = among(journey('b', ['c']), journey('c', ['b', 'own']));
    expect(problemsOf(leading('b', after), circle)).toEqual([]);
    expect(problemsOf(leading('b'), circle)).toEqual(['error circle_of_journeys at over']);
    expect(problemsOf(leading('b', after), among(journey('b', ['c']), journey('c', ['own'], 'never')))).toEqual([
      'error circle_of_journeys at over',
    ]);
    expect(problemsOf(leading('b'), among(journey('b', ['c']), journey('c', ['b'])))).toEqual([]);
  });
});

describe('the settings', () => {
  it.each<[string, JourneySettings, string[]]>([
    [
      'good ones',
      { response: { event: 'visit', window: 'P14D' }, goal: { event: 'purchase', window: 'P14D' }, timeZone: 'Asia/Shanghai' },
      [],
    ],
    ['a zone that is none', { timeZone: 'Shanghai' }, ['error bad_zone at null']],
    ['a window that is none', { goal: { event: 'purchase', window: '7 days' } }, ['error bad_duration at null']],
    ['a goal without its event', { goal: { event: '' } }, ['error missing_event at null']],
    ['a response never seen', { response: { event: 'reply' } }, ['warning unknown_event at null']],
    ['an exit condition that says nothing', { exitWhen: { any: [] } }, ['error empty_condition at null']],
    ['quiet hours', { quietHours: { from: '21:00', to: '09:00' } }, []],
    ['quiet hours without an end', { quietHours: { from: '21:00', to: '' } }, ['error bad_time at null']],
    ['caps and a guard', { blastGuard: { first: 500 }, entryCap: { hour: 100, day: 1000 } }, []],
  ])('%s', (_, settings, expected) => {
    expect(problemsOf(draw(GOOD, LINE, settings))).toEqual(expected);
  });
});

describe('the list of problems', () => {
  it('fills the values into its sentences', () => {
    const [problem] = validate(draw({ ...GOOD, all: audience({ holdout: 0.6 }) }, LINE), WORKSPACE);
    expect(problem).toEqual({
      nodeId: 'all',
      code: 'bad_holdout',
      severity: 'error',
      message: 'The share left alone has to lie between 0 and 0.5, not at 0.6.',
      values: { value: 0.6 },
    });
  });

  it('came up with each of its codes in this file', () => {
    expect(Object.keys(PROBLEMS).filter((code) => !seen.has(code))).toEqual([]);
  });
});
