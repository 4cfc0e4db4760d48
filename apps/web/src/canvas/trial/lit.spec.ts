import { describe, expect, it } from '@jest/globals';
import type { PreviewStep } from '@wayfare/contracts';
import { instantsOf, litAt } from './lit.js';

const step = (nodeId: string, at: number, leftAt: number | null, handle: string | null = null): PreviewStep => ({
  nodeId,
  handle,
  at: new Date(at).toISOString(),
  leftAt: leftAt === null ? null : new Date(leftAt).toISOString(),
  because: { code: 'went_on', values: {} },
});

// in ──► hear ──matched──► thank
const path = [step('in', 0, 0), step('hear', 0, 1000, 'matched'), step('thank', 1000, null)];

describe('a path that lights up', () => {
  it('goes as far as its person has come', () => {
    expect(litAt([path], 0)).toMatchObject({ here: { hear: 1 }, ways: { 'in ': 1 } });
    expect(litAt([path], 999).ways).toEqual({ 'in ': 1 });
    expect(litAt([path], 1000)).toMatchObject({ here: { thank: 1 }, ways: { 'in ': 1, 'hear matched': 1 } });
    expect(litAt([path], -1)).toEqual({ here: {}, ways: {}, cameAt: {} });
  });

  it('counts people, and knows when the last of them came', () => {
    const other = [step('in', 0, 500), step('hear', 500, null)];
    const lit = litAt([path, other], 600);
    expect(lit.here).toEqual({ hear: 2 });
    expect(lit.cameAt.hear).toBe(new Date(500).toISOString());
  });

  it('changes at the instants at which somebody comes or goes, each once', () => {
    expect(instantsOf([path, path], [new Date(2000).toISOString()])).toEqual([0, 1000, 2000]);
  });
});
