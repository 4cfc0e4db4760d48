import { differencesOf } from './diff.js';

describe('what a change changed', () => {
  it('names only what differs, by its path', () => {
    const before = { name: 'a', condition: { all: [{ tag: 'x' }, { tag: 'y' }] }, at: 1 };
    const after = { name: 'b', condition: { all: [{ tag: 'x' }, { tag: 'z' }] }, at: 1 };
    expect(differencesOf(before, after)).toEqual([
      { path: 'name', before: 'a', after: 'b' },
      { path: 'condition.all.1.tag', before: 'y', after: 'z' },
    ]);
  });

  it('tells all of what was made, and all of what was deleted', () => {
    expect(differencesOf(null, { name: 'a', role: 'admin' })).toEqual([
      { path: 'name', before: undefined, after: 'a' },
      { path: 'role', before: undefined, after: 'admin' },
    ]);
    expect(differencesOf({ name: 'a' }, null)).toEqual([{ path: 'name', before: 'a', after: undefined }]);
  });

  it('tells lists of plain values whole', () => {
    expect(differencesOf({ tags: ['a'] }, { tags: ['a', 'b'] })).toEqual([{ path: 'tags', before: ['a'], after: ['a', 'b'] }]);
  });

  it('tells what came and what went', () => {
    expect(differencesOf({ a: 1 }, { b: 2 })).toEqual([
      { path: 'a', before: 1, after: undefined },
      { path: 'b', before: undefined, after: 2 },
    ]);
    expect(differencesOf({ a: { b: 1 } }, { a: 'text' })).toEqual([{ path: 'a', before: { b: 1 }, after: 'text' }]);
  });

  it('says nothing where nothing changed', () => {
    expect(differencesOf({ a: 1 }, { a: 1 })).toEqual([]);
    expect(differencesOf(null, null)).toEqual([]);
  });
});
