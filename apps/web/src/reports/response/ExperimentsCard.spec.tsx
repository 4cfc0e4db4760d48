import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import type { Experiment } from '@wayfare/contracts';
import { speak } from '../../testing/language.js';
import { renderWith } from '../../testing/render.js';
import { ExperimentsCard } from './ExperimentsCard.js';

const arm = (armId: string, hits: number, probability: number): Experiment['arms'][number] => ({
  ...{ armId, name: armId, control: armId === 'A', share: 0.5, people: 1200, closed: 1000, hits, rate: hits / 1000, probability },
  difference: armId === 'A' ? null : { difference: 0.03, low: 0.01, high: 0.05, minimumDetectable: 0.02 },
});
const item: Experiment = {
  ...{ nodeId: 'test', name: 'Letters', state: 'running', mode: 'winner', measure: 'response', event: 'visit', window: 'P1D' },
  ...{ begunAt: '2027-03-01T02:00:00.000Z', people: 2400, closed: 2000, reference: 'A', decides: null, decision: null, history: [] },
  arms: [arm('A', 50, 0.02), arm('B', 80, 0.98)],
  sampleRatio: { ok: false, p: 0.0000004 },
};

jest.setTimeout(30_000);
afterEach(cleanup);

describe('the experiments of a report', () => {
  beforeAll(async () => {
    await speak('en');
  });

  it('say where each stands, arm by arm, and warn where the arms did not come out as planned', async () => {
    renderWith(<ExperimentsCard journeyId="7" />, { 'GET /journeys/7/experiments': { items: [item] } });
    await screen.findByText('Experiment “Letters”');
    expect(screen.getByText('B leads: 98% likely to be best.')).toBeTruthy();
    expect(screen.getByText('8%: 80 of 1,000 · +3.00 points, 95% interval 1.00 – 5.00')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toMatch(/did not come out as their shares said \(p = < 0\.0001\)/);
    expect(screen.getByText(/^Counted: “visit” within 1 day/).textContent).toMatch(/show differences from 2\.00 points on/);
  });
});
