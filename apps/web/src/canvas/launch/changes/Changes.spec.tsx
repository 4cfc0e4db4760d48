import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import type { Journey, JourneyChanges, LaunchChoice } from '@wayfare/contracts';
import { useState } from 'react';
import { speak } from '../../../testing/language.js';
import { renderWith } from '../../../testing/render.js';
import { WordsProvider } from '../../nodes/WordsProvider.js';
import { graphOf } from '../../sheet/sheet.js';
import { aNode, aSheet } from '../../sheet/testing.js';
import { createCanvasStore } from '../../store/canvas-store.js';
import { CanvasContext } from '../../store/context.js';
import { Changes } from './Changes.js';
import { FINISH, isDecided } from './choice.js';

const before = graphOf(
  aSheet(
    [aNode('in', 'audience'), aNode('pause', 'wait'), aNode('hi', 'send'), aNode('out', 'exit')],
    'in > pause',
    'pause > hi',
    'hi > out',
  ),
);
const after = {
  ...before,
  nodes: before.nodes
    .filter(({ id }) => id !== 'hi')
    .map((node) => (node.type === 'wait' ? { ...node, data: { name: 'A day', mode: 'duration' as const, duration: 'P5D' } } : node)),
  edges: [
    { id: '1', source: 'in', target: 'pause' },
    { id: '2', source: 'pause', target: 'out' },
  ],
};
const changes: JourneyChanges = {
  version: 3,
  nodes: [
    { nodeId: 'hi', kind: 'send', name: 'Hello', change: 'removed', fields: [] },
    { nodeId: 'pause', kind: 'wait', name: 'A day', change: 'changed', fields: [{ field: 'duration', before: 'P1D', after: 'P5D' }] },
  ],
  lines: [
    { source: 'pause', handle: null, target: 'hi', change: 'removed' },
    { source: 'hi', handle: null, target: 'out', change: 'removed' },
    { source: 'pause', handle: null, target: 'out', change: 'added' },
  ],
  settings: [],
  standing: [
    {
      version: 3,
      nodeId: 'pause',
      kind: 'wait',
      name: 'A day',
      people: 312,
      effect: { does: 'anew', over: 12, earliest: '2027-03-05T02:00:00.000Z', latest: '2027-03-05T02:00:00.000Z' },
    },
    { version: 2, nodeId: 'hi', kind: 'send', name: 'Hello', people: 1, effect: { does: 'gone' } },
  ],
  experiments: [
    { nodeId: 'x', name: 'Letters', people: 4200, does: 'anew' },
    { nodeId: 'y', name: 'Subjects', people: 60, does: 'goes_on' },
  ],
  targets: ['pause', 'out'],
};
const journey: Journey = {
  id: '7',
  name: 'Spring',
  state: 'running',
  version: 3,
  graph: after,
  revision: 4,
  draftBy: null,
  draftAhead: true,
  createdAt: '2027-03-01T02:00:00.000Z',
  updatedAt: '2027-03-01T02:00:00.000Z',
  launchedAt: '2027-03-01T02:00:00.000Z',
};

let chosen: LaunchChoice;
const Sheet = () => {
  const [choice, setChoice] = useState(FINISH);
  chosen = choice;
  return <Changes journey={journey} choice={choice} onChoice={setChoice} />;
};
const open = (): void => {
  const version = { id: '30', number: 3, publishedAt: '2027-03-01T02:00:00.000Z', publishedBy: null, graph: before };
  renderWith(
    <CanvasContext value={createCanvasStore(after)}>
      <WordsProvider>
        <Sheet />
      </WordsProvider>
    </CanvasContext>,
    { 'GET /journeys/7/changes': changes, 'GET /journeys/7/versions/3': version },
  );
};

jest.setTimeout(30_000);
afterEach(cleanup);

describe('before a next version is published', () => {
  beforeAll(async () => {
    await speak('en');
  });

  it('says in words what it changes', async () => {
    open();
    await screen.findByText('What changes against version 3');
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      '−Gone: “Hello” (E-mail)',
      '→“A day” changes: durationWaits 1 day Waits 5 days',
      '→“A day” now leads to “End” instead of “Hello”',
      '→“Letters” begins anew: its arms or their shares have changed. What 4,200 people have shown so far stays in the report, and counts no more.',
      '→“Subjects” goes on: its arms are the same, and the 60 people who have come to it still count.',
    ]);
  });

  it('asks where the people of a step go that is gone, before anybody moves', async () => {
    open();
    fireEvent.click(await screen.findByLabelText('Move to the new one'));
    expect(screen.getByText(/12 go on at once: the new wait is over already\./)).toBeTruthy();
    expect(screen.getByText('312 people here')).toBeTruthy();
    expect(isDecided(changes, chosen)).toBe(false);
    fireEvent.click(screen.getByLabelText('Where the people of “Hello” go', { selector: 'input' }));
    fireEvent.click(await screen.findByText('They leave the journey'));
    expect(chosen).toEqual({ people: 'move', map: { hi: null } });
    expect(isDecided(changes, chosen)).toBe(true);
  });
});
