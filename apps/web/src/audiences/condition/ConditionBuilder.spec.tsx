import { jest } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Catalogue } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';
import { useState } from 'react';
import { speak } from '../../testing/language.js';
import { renderWith } from '../../testing/render.js';
import { ConditionBuilder } from './ConditionBuilder.js';

const catalogue: Catalogue = {
  attributes: [
    { name: 'email', kind: 'text', builtIn: true },
    { name: 'city', kind: 'text', builtIn: false },
    { name: 'age', kind: 'number', builtIn: false },
  ],
  events: [{ name: 'purchase', properties: { amount: 'number' } }],
  tags: ['vip'],
  formerTags: {},
};

interface HolderProps {
  readonly first: Condition | null;
  onTold(condition: Condition | null): void;
}

/** Holds the condition as a page does; its button stands for an undo, or another tab. */
const Holder = ({ first, onTold }: HolderProps) => {
  const [condition, setCondition] = useState(first);
  const keep = (next: Condition | null): void => {
    onTold(next);
    setCondition(next);
  };
  return (
    <>
      <button type="button" onClick={() => setCondition({ all: [{ tag: 'z' }] })}>
        undo
      </button>
      <ConditionBuilder
        value={condition}
        onChange={keep}
        catalogue={catalogue}
        allowMessages={{ nodes: [{ id: 'n3', name: 'Welcome' }] }}
      />
    </>
  );
};

/** Shows a builder, and keeps what it told last. */
const held = (first: Condition | null): { last: Condition | null } => {
  const told = { last: first };
  const answers = { 'GET /segments': { items: [{ id: '11', name: 'Lapsed' }], next: null } };
  renderWith(
    <Holder
      first={first}
      onTold={(condition) => {
        told.last = condition;
      }}
    />,
    answers,
  );
  return told;
};

/** The first thing with these words, on it or as its label; queries by role are slow on as many lists as stand here. */
const click = (words: string | RegExp): void => {
  const [found] = [...screen.queryAllByText(words), ...screen.queryAllByLabelText(words)];
  if (!found) throw new Error(`nothing says ${words}`);
  fireEvent.click(found);
};
const type = (label: string, text: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
};
const groups = (): NodeListOf<HTMLFieldSetElement> => document.querySelectorAll('fieldset');

/** Opens the list, types, and takes the first that answers: by keyboard alone. */
const pick = async (typed: string): Promise<void> => {
  click('+ Condition');
  const search = await openSearch();
  fireEvent.change(search, { target: { value: typed } });
  fireEvent.keyDown(search, { key: 'ArrowDown', code: 'ArrowDown' });
  fireEvent.keyDown(search, { key: 'Enter', code: 'Enter' });
};
/** Of the lists on the page, the one that stands open. */
const openSearch = async (): Promise<HTMLElement> => {
  const all = await screen.findAllByPlaceholderText('Search attributes, events, tags …');
  const open = all.find((one) => one.closest('[data-position]')?.getAttribute('style')?.includes('display: none') !== true);
  if (!open) throw new Error('no list stands open');
  return open;
};

// a builder is a dozen lists: on a machine with other work at hand they take their time
jest.setTimeout(30_000);
beforeEach(() => speak('en'));
afterEach(cleanup);

describe('the condition builder', () => {
  it('asks about an attribute, and says so in words', async () => {
    const told = held(null);
    expect(screen.getByText(/Who should it be/)).toBeTruthy();
    await pick('city');
    expect(screen.getByText('Say with what to compare.')).toBeTruthy();
    type('Value', 'Suzhou');
    expect(told.last).toEqual({ all: [{ attribute: 'city', is: 'eq', value: 'Suzhou' }] });
    expect(screen.getByText('city is Suzhou')).toBeTruthy();
    expect(screen.queryByText('Say with what to compare.')).toBeNull();
  });

  it('asks numbers with the comparisons that numbers have', async () => {
    const told = held(null);
    await pick('age');
    type('Value', '30');
    expect(told.last).toEqual({ all: [{ attribute: 'age', is: 'gte', value: 30 }] });
  });

  it('names segments, and messages of the journey, by name and not by id', async () => {
    held({ all: [{ segment: '11' }, { not: { message: { node: 'n3', result: 'clicked' } } }] });
    await waitFor(() => expect(screen.getByText('is in segment “Lapsed” and did not click in “Welcome”')).toBeTruthy());
  });

  it('offers a name that nothing has yet', async () => {
    const told = held(null);
    click('+ Condition');
    fireEvent.change(await openSearch(), { target: { value: 'newcomer' } });
    click('Tag “newcomer”');
    expect(told.last).toEqual({ all: [{ tag: 'newcomer' }] });
  });

  it('moves a row by keyboard, and keeps the focus on it', async () => {
    const told = held({ all: [{ tag: 'a' }, { tag: 'b' }] });
    const handles = screen.getAllByLabelText(/Drag to move/);
    const [, second] = handles;
    if (second) fireEvent.keyDown(second, { key: 'ArrowUp', altKey: true });
    expect(told.last).toEqual({ all: [{ tag: 'b' }, { tag: 'a' }] });
    const [first] = screen.getAllByLabelText(/Drag to move/);
    expect(document.activeElement).toBe(first);
  });

  it('keeps a group while it is empty, and asks for nothing by it', async () => {
    const told = held({ all: [{ tag: 'a' }] });
    click('+ Group');
    expect(groups()).toHaveLength(2);
    expect(told.last).toEqual({ all: [{ tag: 'a' }] });
    await pick('purchase');
    expect(told.last).toEqual({ all: [{ tag: 'a' }, { any: [{ event: 'purchase', count: { gte: 1 } }] }] });
  });

  it('takes a row away, and is empty again after the last', async () => {
    const told = held({ all: [{ tag: 'a' }] });
    click('Remove');
    expect(told.last).toBeNull();
    expect(screen.getByText(/Who should it be/)).toBeTruthy();
  });

  it('tests a property of an event', async () => {
    const told = held({ all: [{ event: 'purchase', count: { gte: 2 }, within: 'P30D' }] });
    click(/only where/);
    fireEvent.change(screen.getByPlaceholderText('Property'), { target: { value: 'amount' } });
    type('Value', '300');
    expect(told.last).toEqual({
      all: [{ event: 'purchase', count: { gte: 2 }, within: 'P30D', where: [{ property: 'amount', is: 'gte', value: 300 }] }],
    });
    expect(screen.getByText('has “purchase” at least 2 times in the last 30 days where amount is at least 300')).toBeTruthy();
  });

  it('shows what somebody else has changed', async () => {
    held({ all: [{ tag: 'a' }] });
    click('undo');
    expect(screen.getByText('is tagged “z”')).toBeTruthy();
    expect([...groups()].map((group) => within(group).queryByText('a'))).toEqual([null]);
  });
});
