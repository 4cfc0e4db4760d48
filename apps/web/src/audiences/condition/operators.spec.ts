import { firstTest, guessKind, lacksValue, operatorOf, operatorsOf, type Test, VALUE_KINDS, withOperator } from './operators.js';

const operator = (kind: (typeof VALUE_KINDS)[number], id: string) => {
  const found = operatorsOf(kind).find((one) => one.id === id);
  if (!found) throw new Error(`no operator ${id}`);
  return found;
};

describe('operators', () => {
  it.each(VALUE_KINDS)('shows every question on a %s as the operator it was made with', (kind) => {
    for (const one of operatorsOf(kind)) {
      expect(operatorOf(withOperator(firstTest(kind), one), kind).id).toBe(one.id);
    }
  });

  it('tells a date from a distance to today', () => {
    expect(operatorOf({ is: 'before', value: '2026-01-01' }, 'date').id).toBe('before');
    expect(operatorOf({ is: 'before', value: { ago: 'P30D' } }, 'date').id).toBe('longerAgo');
  });

  it('tells known from missing', () => {
    expect(operatorOf({ is: 'exists' }, 'text').id).toBe('exists');
    expect(operatorOf({ is: 'exists', value: true }, 'text').id).toBe('exists');
    expect(operatorOf({ is: 'exists', value: false }, 'text').id).toBe('missing');
  });

  it('shows what a script asked of another kind', () => {
    expect(operatorOf({ is: 'gte', value: 3 }, 'text').id).toBe('gte');
  });

  it('keeps the value where the next operator can read it', () => {
    expect(withOperator({ is: 'eq', value: 'Suzhou' }, operator('text', 'in'))).toEqual({ is: 'in', value: ['Suzhou'] });
    expect(withOperator({ is: 'in', value: ['Suzhou', 'Wuxi'] }, operator('text', 'is'))).toEqual({ is: 'eq', value: 'Suzhou' });
    expect(withOperator({ is: 'gte', value: 3 }, operator('number', 'exists'))).toEqual({ is: 'exists' });
    expect(withOperator({ is: 'before', value: '2026-01-01' }, operator('date', 'inLast'))).toEqual({
      is: 'after',
      value: { ago: 'P30D' },
    });
  });

  it('guesses the kind of what nobody has seen yet', () => {
    const asked: readonly (readonly [Test, string])[] = [
      [{ is: 'eq', value: 3 }, 'number'],
      [{ is: 'after', value: { ago: 'P1D' } }, 'date'],
      [{ is: 'eq', value: true }, 'boolean'],
      [{ is: 'in', value: ['a'] }, 'text'],
      [{ is: 'exists', value: false }, 'text'],
    ];
    for (const [test, kind] of asked) expect(guessKind(test)).toBe(kind);
  });

  it('knows when there is nothing to compare with yet', () => {
    expect(lacksValue({ is: 'eq' })).toBe(true);
    expect(lacksValue({ is: 'in', value: [] })).toBe(true);
    expect(lacksValue({ is: 'exists' })).toBe(false);
    expect(lacksValue({ is: 'eq', value: 0 })).toBe(false);
    expect(lacksValue({ is: 'eq', value: false })).toBe(false);
  });
});
