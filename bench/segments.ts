import { runBench } from './harness.js';
import { fillSegmentsBench } from './segments/fill.js';
import { measureQuestions } from './segments/measure.js';

const NOW = new Date('2027-03-01T02:00:00.000Z');

await runBench(
  'segments',
  { customers: 1_000_000, events: 10_000_000, verify: false },
  async ({ options: { customers, events, verify }, database, say, timed }) => {
    const { value: list } = await timed('customers and events', () => fillSegmentsBench(database, { customers, events, now: NOW }));
    return measureQuestions({ database, customers, now: NOW, list, verify, say });
  },
);
