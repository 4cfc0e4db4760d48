import { screen } from '@testing-library/react';
import type { ForecastResult } from '@wayfare/contracts';
import { speak } from '../../../testing/language.js';
import { renderWith } from '../../../testing/render.js';
import { ChannelForecast } from './ChannelForecast.js';
import { everyDay } from './DayBars.js';

const channel: ForecastResult['channels'][number] = {
  channel: 'email',
  messages: 1200,
  days: [
    { day: '2027-03-01', messages: 200 },
    { day: '2027-03-04', messages: 1000 },
  ],
  deferred: { quiet_hours: 300 },
  later: 0,
  cancelled: 0,
  suppressed: { no_consent: 40 },
  responses: { expected: 60, low: 20, high: 110, steps: 4, messages: 9000, responded: 450 },
  cost: { amount: 600, currency: 'CNY' },
};
const shown = (change: Partial<typeof channel> = {}) =>
  renderWith(<ChannelForecast channel={{ ...channel, ...change }} from="2027-03-01T02:00:00Z" zone="Asia/Shanghai" />);

describe('the forecast of a channel', () => {
  beforeAll(() => speak('en'));

  it('says in words what its bars show, who gets nothing, what it may bring and what it costs', () => {
    shown();
    expect(screen.getByText(/1,200 messages leave, most of them on .*Mar 4 \(1,000\)/)).toBeTruthy();
    expect(screen.getAllByRole('listitem').map((bar) => bar.getAttribute('aria-label')?.split(': ')[1])).toEqual([
      '200',
      '0',
      '0',
      '1,000',
    ]);
    expect(screen.getByText('40 get none: No consent 40')).toBeTruthy();
    expect(screen.getByText(/About 60 responses, with 95 % certainty 20 – 110, by 9,000 messages of 4 earlier sends/)).toBeTruthy();
    expect(screen.getByText(/Cost: .*6\.00/)).toBeTruthy();
  });

  it('says plainly that there is no history', () => {
    shown({ responses: null, cost: null });
    expect(screen.getByText('No history yet of how people respond in this channel.')).toBeTruthy();
    expect(screen.queryByText(/Cost/)).toBeNull();
  });

  it('has a bar for every day, those without messages too', () => {
    expect(everyDay([{ day: '2027-03-03', messages: 5 }], '2027-03-01T17:00:00Z', 'Asia/Shanghai')).toEqual([
      { day: '2027-03-02', messages: 0 },
      { day: '2027-03-03', messages: 5 },
    ]);
  });
});
