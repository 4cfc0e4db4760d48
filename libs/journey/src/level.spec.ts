import type { Condition } from '@wayfare/kernel';
import { ENGINE_LEVEL, levelOf } from './level.js';
import { audience, draw, exit, planOf, send, task } from './testing.js';

const sending = (data: Parameters<typeof send>[0]) =>
  planOf(draw({ all: audience(), mail: send(data), end: exit() }, ['all -> mail -> end']));

describe('the level that a plan needs', () => {
  it('is the first for what the first engine knew, so that a worker of any release carries it out', () => {
    expect(levelOf(sending({}))).toBe(1);
  });

  it('is that of the kind of step that an older engine does not know', () => {
    const asking = planOf(draw({ all: audience(), call: task(), end: exit() }, ['all -> call -> end']));
    expect(levelOf(asking)).toBe(3);
    expect(levelOf(asking)).toBeLessThanOrEqual(ENGINE_LEVEL);
  });

  it('is that of a question about what followed an event, which an older engine would overlook', () => {
    const asking = (condition: Condition) => levelOf(planOf(draw({ all: audience({ condition }), end: exit() }, ['all -> end'])));
    expect(asking({ event: 'purchase', within: 'P30D' })).toBe(1);
    expect(asking({ not: { any: [{ event: 'cart', notFollowedBy: { event: 'purchase', within: 'P3D' } }] } })).toBe(3);
  });

  it('is that of a question about orders, or about what things come to', () => {
    const asking = (condition: Condition) => levelOf(planOf(draw({ all: audience({ condition }), end: exit() }, ['all -> end'])));
    expect(asking({ all: [{ not: { order: 'items', within: 'P30D' } }] })).toBe(4);
    expect(asking({ event: 'visit', measure: { take: 'last', is: 'before', value: { ago: 'P7D' } } })).toBe(4);
    expect(asking({ attribute: 'birthday', is: 'anniversary', value: 5 })).toBe(4);
    expect(ENGINE_LEVEL).toBeGreaterThanOrEqual(4);
  });

  it('is that of a question about messages or stays in all journeys', () => {
    const asking = (condition: Condition) => levelOf(planOf(draw({ all: audience({ condition }), end: exit() }, ['all -> end'])));
    expect(asking({ not: { messages: 'opened', within: 'P30D' } })).toBe(5);
    expect(asking({ enrollments: 'inside', where: [{ property: 'journey', is: 'eq', value: '7' }] })).toBe(5);
    expect(ENGINE_LEVEL).toBeGreaterThanOrEqual(5);
  });

  it('is that of the field that an older engine would overlook', () => {
    expect(levelOf(sending({ expires: 'PT2H' }))).toBe(2);
    expect(levelOf(sending({ expires: 'PT2H' }))).toBeLessThanOrEqual(ENGINE_LEVEL);
    expect(levelOf(sending({ expires: 'PT2H', purpose: 'news' }))).toBe(5);
    expect(ENGINE_LEVEL).toBeGreaterThanOrEqual(5);
  });
});
