import { describe, expect, it } from '@jest/globals';
import { safeNext } from './safe-next.js';

describe('where one goes after signing in', () => {
  it('is the page that was asked for', () => {
    expect(safeNext('/journeys/7?x=1')).toBe('/journeys/7?x=1');
  });

  it.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])('is home for %s', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});
