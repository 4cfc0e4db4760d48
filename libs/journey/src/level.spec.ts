import { ENGINE_LEVEL, levelOf } from './level.js';
import { audience, draw, exit, planOf, send } from './testing.js';

const sending = (data: Parameters<typeof send>[0]) =>
  planOf(draw({ all: audience(), mail: send(data), end: exit() }, ['all -> mail -> end']));

describe('the level that a plan needs', () => {
  it('is the first for what the first engine knew, so that a worker of any release carries it out', () => {
    expect(levelOf(sending({}))).toBe(1);
  });

  it('is that of the field that an older engine would overlook', () => {
    expect(levelOf(sending({ expires: 'PT2H' }))).toBe(2);
    expect(levelOf(sending({ expires: 'PT2H' }))).toBeLessThanOrEqual(ENGINE_LEVEL);
  });
});
