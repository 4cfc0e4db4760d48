import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { ReactFlowProvider } from '@xyflow/react';
import { speak } from '../../../testing/language.js';
import { renderWith } from '../../../testing/render.js';
import { graphOf } from '../../sheet/sheet.js';
import { aNode, aSheet } from '../../sheet/testing.js';
import { type CanvasStore, createCanvasStore } from '../../store/canvas-store.js';
import { CanvasContext } from '../../store/context.js';
import { AddMenu } from './AddMenu.js';

let store: CanvasStore;
const open = (): void => {
  store = createCanvasStore(graphOf(aSheet([aNode('in', 'audience', 0), aNode('out', 'exit', 140)], 'in > out')));
  renderWith(
    <ReactFlowProvider>
      <CanvasContext value={store}>
        <AddMenu />
      </CanvasContext>
    </ReactFlowProvider>,
  );
  act(() => store.getState().startAdding({ x: 100, y: 100, edge: 'in > out' }));
};
const kinds = (): string[] => store.getState().sheet.nodes.map((node) => node.type ?? '');

// a form of many fields takes its time where the machine is busy
jest.setTimeout(30_000);

beforeAll(async () => {
  await speak('zh-CN');
});
afterEach(cleanup);

describe('the menu behind a plus', () => {
  it('offers no entries in the middle of a journey', () => {
    open();
    expect(screen.queryByText('事件触发')).toBeNull();
    expect(screen.getByText('等待')).toBeTruthy();
  });

  it('puts the step that was typed for into the line', () => {
    open();
    const field = screen.getByLabelText('搜索节点');
    fireEvent.change(field, { target: { value: '邮件' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(kinds()).toEqual(['audience', 'exit', 'send']);
    expect(store.getState().sheet.edges).toHaveLength(2);
    expect(store.getState().adding).toBeNull();
  });

  it('is walked with the arrow keys, and left with Escape', () => {
    open();
    const field = screen.getByLabelText('搜索节点');
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(screen.getAllByRole('option')[1]?.getAttribute('aria-selected')).toBe('true');
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(store.getState().adding).toBeNull();
    expect(kinds()).toHaveLength(2);
  });

  it('makes an experiment of two even arms that will be decided', () => {
    open();
    const field = screen.getByLabelText('搜索节点');
    fireEvent.change(field, { target: { value: '实验' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(store.getState().sheet.nodes.at(-1)?.data).toMatchObject({
      arms: [{ weight: 50 }, { weight: 50 }],
      decide: { after: { people: 1000, duration: 'P7D' } },
    });
  });
});
