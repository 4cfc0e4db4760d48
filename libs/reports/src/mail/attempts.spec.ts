import { stateAfter } from './attempts.js';

describe('what becomes of a mail of the product’s own', () => {
  it.each([
    ['accepted', 1, 'sent'],
    ['delivered', 1, 'sent'],
    ['lost', 1, 'unknown'],
    ['refused', 1, 'failed'],
    ['recipient_refused', 1, 'failed'],
    ['deferred', 1, 'waiting'],
    ['down', 5, 'waiting'],
    ['down', 6, 'failed'],
  ] as const)('%s at attempt %i makes it %s', (kind, attempts, state) => {
    expect(stateAfter({ kind }, attempts)).toBe(state);
  });
});
