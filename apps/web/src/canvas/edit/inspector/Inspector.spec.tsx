import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { ReactFlowProvider } from '@xyflow/react';
import { speak } from '../../../testing/language.js';
import { renderWith } from '../../../testing/render.js';
import { graphOf } from '../../sheet/sheet.js';
import { aNode, aSheet, linesOf } from '../../sheet/testing.js';
import { type CanvasStore, createCanvasStore } from '../../store/canvas-store.js';
import { CanvasContext } from '../../store/context.js';
import { Inspector } from './Inspector.js';

const line = () =>
  graphOf(
    aSheet(
      [
        aNode('in', 'audience', 0),
        aNode('w', 'wait', 140),
        aNode('s', 'split', 280),
        aNode('hours', 'time-window', 350),
        aNode('often', 'frequency-check', 360),
        aNode('points', 'score-split', 370),
        aNode('letters', 'experiment', 380),
        aNode('out', 'exit', 420),
      ],
      'in > w',
      's.a > out',
    ),
  );

const show = (select: readonly string[], readOnly = false): CanvasStore => {
  const store = createCanvasStore(line());
  store.getState().select(select);
  renderWith(
    <ReactFlowProvider>
      <CanvasContext value={store}>
        <Inspector readOnly={readOnly} />
      </CanvasContext>
    </ReactFlowProvider>,
  );
  return store;
};
const dataOf = (store: CanvasStore, id: string) => store.getState().sheet.nodes.find((node) => node.id === id)?.data;

// a form of many fields takes its time where the machine is busy
jest.setTimeout(30_000);

beforeAll(async () => {
  await speak('en');
});
afterEach(cleanup);

describe('the inspector', () => {
  it('renames the step that is chosen, as one step back', () => {
    const store = show(['w']);
    for (const name of ['T', 'Tw', 'Two days']) fireEvent.change(screen.getByLabelText('Name of the step'), { target: { value: name } });
    expect(dataOf(store, 'w')?.name).toBe('Two days');
    store.getState().undo();
    expect(dataOf(store, 'w')?.name).toBe('A day');
  });

  it('writes a duration as a number and a unit', () => {
    const store = show(['w']);
    fireEvent.change(screen.getByLabelText('How long'), { target: { value: '3' } });
    expect(dataOf(store, 'w')).toMatchObject({ mode: 'duration', duration: 'P3D' });
  });

  it('evens out the arms of a split', () => {
    const store = show(['s']);
    fireEvent.click(screen.getByText('Add an arm'));
    fireEvent.change(screen.getByLabelText('Share of “A”'), { target: { value: '80' } });
    expect(screen.getByText('Sum 146')).toBeTruthy();
    fireEvent.click(screen.getByText('Even out'));
    expect(dataOf(store, 's')).toMatchObject({ arms: [{ weight: 34 }, { weight: 33 }, { weight: 33 }] });
  });

  it('lets go of the line of an arm that is taken away', () => {
    const store = show(['s']);
    fireEvent.click(screen.getByText('Add an arm'));
    fireEvent.click(screen.getByLabelText('Remove the arm “A”'));
    expect(linesOf(store.getState().sheet)).toEqual(['in > w']);
  });

  it('writes the hours and days of a time window, and whose clock counts', () => {
    const store = show(['hours']);
    fireEvent.change(screen.getByLabelText('Opens at'), { target: { value: '22:00' } });
    fireEvent.change(screen.getByLabelText('Closes at'), { target: { value: '06:00' } });
    fireEvent.click(screen.getByLabelText('Friday'));
    fireEvent.click(screen.getByLabelText('By whose clock', { selector: 'input' }));
    fireEvent.click(screen.getByText('The workspace’s'));
    expect(dataOf(store, 'hours')).toMatchObject({ from: '22:00', to: '06:00', weekdays: [5], zone: 'workspace' });
  });

  it('writes how many messages are enough, in which time, on which channel', () => {
    const store = show(['often']);
    fireEvent.change(screen.getByLabelText('How many messages'), { target: { value: '5' } });
    fireEvent.change(screen.getByLabelText('In the last'), { target: { value: '2' } });
    fireEvent.click(screen.getByLabelText('Which messages', { selector: 'input' }));
    fireEvent.click(screen.getByText('Text message'));
    expect(dataOf(store, 'often')).toMatchObject({ limit: 5, within: 'P2D', channel: 'sms' });
  });

  it('gives the last band of a score split a bound when another one follows', () => {
    const store = show(['points']);
    fireEvent.change(screen.getByLabelText('Upper bound of “Low”'), { target: { value: '20' } });
    fireEvent.click(screen.getByText('Add a band'));
    expect(dataOf(store, 'points')).toMatchObject({ bands: [{ below: 20 }, { name: 'High', below: 30 }, { name: 'Band 3' }] });
    fireEvent.click(screen.getByLabelText('Remove the band “Low”'));
    expect(dataOf(store, 'points')).toMatchObject({ bands: [{ name: 'High' }, { name: 'Band 3' }] });
  });

  it('writes what an experiment compares, when it is decided and how sure that has to be', () => {
    const store = show(['letters']);
    fireEvent.click(screen.getAllByLabelText('Control: the others are compared with it')[1] as HTMLElement);
    fireEvent.change(screen.getByLabelText('Decide after so many people'), { target: { value: '5000' } });
    fireEvent.change(screen.getByLabelText('Or after so long'), { target: { value: '3' } });
    fireEvent.change(screen.getByLabelText('A winner has to be best with a probability of'), { target: { value: '97.5' } });
    fireEvent.click(screen.getByLabelText('If no arm is that likely to be best', { selector: 'input' }));
    fireEvent.click(screen.getByText('Take the arm that leads'));
    expect(dataOf(store, 'letters')).toMatchObject({
      arms: [{ name: 'A' }, { name: 'B', control: true }],
      measure: { by: 'response' },
      decide: { after: { people: 5000, duration: 'P3D' }, confidence: 0.975, otherwise: 'best' },
    });
  });

  it('lets an experiment go on for ever only where it learns meanwhile', () => {
    const store = show(['letters']);
    expect(screen.queryByLabelText('Decide it at some point')).toBeNull();
    fireEvent.click(screen.getByLabelText('How people are shared out', { selector: 'input' }));
    fireEvent.click(screen.getByText('More and more to what does better (Thompson sampling)'));
    fireEvent.click(screen.getByLabelText('Decide it at some point'));
    expect(dataOf(store, 'letters')).toMatchObject({ mode: 'thompson', decide: undefined });
    expect(screen.queryByLabelText('Decide after so many people')).toBeNull();
  });

  it('says beside its field what is wrong with it', () => {
    const store = show(['w']);
    store.getState().setProblems([{ nodeId: 'w', code: 'bad_duration', severity: 'error', message: '', values: { value: '' } }]);
    return screen.findByText('Say how long.');
  });

  it('shows what holds for the journey where nothing is chosen', () => {
    show([]);
    expect(screen.getByText('Journey settings')).toBeTruthy();
  });

  it('asks the event of a goal once there is to be one', () => {
    const store = show([]);
    fireEvent.click(screen.getByLabelText('Goal'));
    fireEvent.change(screen.getByLabelText('The event that reaches it', { selector: 'input' }), { target: { value: 'purchase' } });
    expect(store.getState().sheet.settings.goal).toMatchObject({ event: 'purchase', window: 'P7D', exitOnGoal: true });
  });

  it('can’t be written in by who may only look', () => {
    show(['w'], true);
    expect(screen.getByLabelText('Name of the step').closest('fieldset')?.disabled).toBe(true);
  });
});
