import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ReplayFrame } from '@wayfare/contracts';
import i18next from 'i18next';
import { speak } from '../../testing/language.js';
import { busiestLine, standingElsewhere, totalsAt } from './frames.js';
import { sayFrame } from './sentence.js';

beforeAll(async () => {
  await speak('en');
});

const aDay = (day: Partial<ReplayFrame> = {}): ReplayFrame => ({
  from: '2027-03-01T00:00:00Z',
  until: '2027-03-02T00:00:00Z',
  version: 1,
  entered: 0,
  exited: {},
  here: {},
  flows: [],
  sent: {},
  ...day,
});
const steps = [
  { id: 'hello', kind: 'send', name: 'Welcome' },
  { id: 'pause', kind: 'wait', name: '' },
];
const on = (people: number) => [{ source: 'a', handle: null, target: 'b', people }];

describe('the sums of a replay', () => {
  it('are of everything up to the day that is shown', () => {
    const days = [
      aDay({ entered: 5, exited: { holdout: 1 } }),
      aDay({ entered: 2, exited: { completed: 3, goal: 1 } }),
      aDay({ entered: 9 }),
    ];
    expect(totalsAt(days, 1)).toEqual({ entered: 7, inside: 2, exited: 5 });
    expect(totalsAt(days, 0)).toEqual({ entered: 5, inside: 4, exited: 1 });
  });

  it('measure every day’s lines by the busiest of all days', () => {
    expect(busiestLine([aDay({ flows: on(3) }), aDay({ flows: [...on(7), ...on(2)] }), aDay()])).toBe(7);
  });

  it('find who stands where the drawing has no step', () => {
    const day = aDay({ here: { hello: 2, pause: 5 } });
    expect(standingElsewhere(day, new Set(['hello']), steps)).toEqual([{ step: steps[1], people: 5 }]);
  });
});

describe('what happened on a day', () => {
  const say = (day: Partial<ReplayFrame>, language = 'en'): string => sayFrame(aDay(day), steps, i18next.getFixedT(language));

  it('is said in one sentence', () => {
    const day = { entered: 3201, sent: { hello: 2900 }, exited: { goal: 310 } };
    expect(say(day)).toBe('3,201 entered · “Welcome” went to 2,900 · 310 left: Reached the goal.');
    expect(say(day, 'zh-CN')).toBe('3,201 人进入，“Welcome”发给 2,900 人，310 人离开（达成目标）。');
  });

  it('names a few reasons, and adds up the others', () => {
    expect(say({ exited: { goal: 1, stopped: 4, completed: 9, holdout: 2, condition: 1 } })).toBe(
      '9 left: Came to the end · 4 left: Journey stopped · 2 left: Held out · 2 left for other reasons.',
    );
  });

  it('is that people went on, or that nothing happened', () => {
    expect(say({ flows: on(2) })).toBe('2 steps were taken; nobody entered or left.');
    expect(say({})).toBe('Nobody entered, moved or left.');
  });

  it('calls a step that was given no name by what it is', () => {
    expect(say({ sent: { pause: 1 } }, 'zh-CN')).toBe('“等待”发给 1 人。');
  });
});
