import { describe, expect, it } from '@jest/globals';
import { figuresOf } from './figures.js';

const keysOf = (...args: Parameters<typeof figuresOf>): string[] => figuresOf(...args).map(({ key, value }) => `${key} ${value}`);
const node = { id: 'n', here: 2, passed: 8, nextAt: null };

describe('the numbers of a card', () => {
  it('tell who was held out at an entry', () => {
    expect(keysOf('audience', { ...node, heldOut: 3 })).toEqual(['here 2', 'passed 8', 'heldOut 3']);
  });

  it('tell what became of the messages at a send, trouble only where there is some', () => {
    const sent = { ...node, here: 0, messages: { sent: 4, delivered: 3 }, suppressed: { no_consent: 1, unreachable: 2 } };
    expect(keysOf('send', sent)).toEqual(['sent 7', 'suppressed 3']);
    expect(keysOf('send', { ...sent, messages: { queued: 5, failed: 1, bounced: 1 } })).toEqual([
      'sent 0',
      'pending 5',
      'failed 2',
      'suppressed 3',
    ]);
  });

  it('tell only who has come to the end', () => {
    expect(keysOf('exit', node)).toEqual(['passed 8']);
  });
});
