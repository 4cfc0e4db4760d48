import type { Stay } from '@wayfare/engine';
import { linesOfStay, nextOfStay } from './stays.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 9, minute));
const stay = (parts: Partial<Stay>): Stay => ({
  versionId: '1',
  entryNo: 1,
  visits: [
    { nodeId: 'audience', arrivedAt: at(0), leftAt: at(0), handle: null, versionId: '1' },
    { nodeId: 'wait', arrivedAt: at(0), leftAt: null, handle: null, versionId: '1' },
  ],
  switches: [],
  exit: null,
  dueAt: at(30),
  ...parts,
});

describe('the lines of a stay', () => {
  it('sort by id in the order of the way, though the instants are the same', () => {
    const lines = linesOfStay('7', stay({ exit: { at: at(0), reason: 'goal', nodeId: 'wait' } }));
    expect(lines.map((line) => line.kind)).toEqual(['entered', 'moved', 'exited']);
    expect([...lines].sort((a, b) => a.id.localeCompare(b.id))).toEqual(lines);
  });

  it('say where someone waits and when they go on', () => {
    expect(linesOfStay('7', stay({})).at(-1)?.detail.waiting).toBe(true);
    expect(nextOfStay('7', stay({}))).toMatchObject({ nodeId: 'wait', at: at(30), kind: 'next' });
  });

  it('say when they went over to another version, and call each node what it was called by the version of its time', () => {
    const lines = linesOfStay('7', stay({ versionId: '2', switches: [{ at: at(5), nodeId: 'wait', versionId: '2' }] }));
    expect(lines.map(({ kind, versionId }) => [kind, versionId])).toEqual([
      ['entered', '1'],
      ['moved', '1'],
      ['switched', '2'],
    ]);
  });

  it('promise nothing to someone who has left or waits for an event alone', () => {
    expect(nextOfStay('7', stay({ exit: { at: at(1), reason: 'stopped', nodeId: 'wait' } }))).toBeNull();
    expect(nextOfStay('7', stay({ dueAt: null }))).toBeNull();
  });
});
