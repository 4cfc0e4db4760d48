import { describe, expect, it } from '@jest/globals';
import { thicknessOf } from './thickness.js';

describe('a line', () => {
  it('is as thick as the people who took it', () => {
    expect(thicknessOf(50, 100)).toBeGreaterThan(thicknessOf(10, 100));
    expect(thicknessOf(100, 100)).toBe(16);
  });

  it('is thin where nobody came by, also before anybody did', () => {
    expect(thicknessOf(0, 100)).toBe(thicknessOf(0, 0));
  });
});
