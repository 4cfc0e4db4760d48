import { comparisonHolds } from './compare.js';
import type { Json } from './facts.js';
import type { Comparison, Operand } from './schema.js';

const NOW = new Date('2027-03-26T09:00:00.000Z');
type Row = readonly [value: Json | undefined, is: Comparison, operand: Operand | undefined, holds: boolean];

const claim = (rows: readonly Row[]): void => {
  it.each(rows)('%j %s %j: %p', (value, is, operand, holds) => {
    expect(comparisonHolds(value, is, operand, NOW)).toBe(holds);
  });
};

describe('eq and ne', () => {
  const equal: readonly (readonly [Json | undefined, Operand | undefined, boolean])[] = [
    ['Berlin', 'Berlin', true],
    ['Berlin', 'berlin', false],
    ['Berlin', 'Berlin ', false],
    ['', '', true],
    ['Zoë', 'Zoe\u0308', false],
    ['5', 5, false],
    [5, '5', false],
    [5, 5, true],
    [0.1 + 0.2, 0.3, false],
    [-0, 0, true],
    [true, true, true],
    [true, 'true', false],
    [1, true, false],
    [undefined, 'x', false],
    [null, 'x', false],
    [['a'], 'a', false],
    [['a'], ['a'], false],
    ['a', ['a'], false],
    [{ a: 1 }, 'a', false],
    ['x', undefined, false],
    // texts are never equal as dates, an instant in the past is
    ['2027-03-26', '2027-03-26T00:00:00Z', false],
    ['2027-03-25T09:00:00Z', { ago: 'P1D' }, true],
    ['2027-03-25T17:00+08:00', { ago: 'P1D' }, true],
    ['2027-03-25', { ago: 'P1D' }, false],
    ['yesterday', { ago: 'P1D' }, false],
    [undefined, { ago: 'P1D' }, false],
  ];
  claim(
    equal.flatMap(([value, operand, holds]): Row[] => [
      [value, 'eq', operand, holds],
      [value, 'ne', operand, !holds],
    ]),
  );
});

describe('in', () => {
  claim([
    ['a', 'in', ['b', 'a'], true],
    ['a', 'in', [], false],
    ['a', 'in', 'a', false],
    [5, 'in', ['5', 5], true],
    [5, 'in', ['5'], false],
    [['a'], 'in', ['a'], false],
    [undefined, 'in', ['a'], false],
    [null, 'in', ['null'], false],
    ['a', 'in', undefined, false],
  ]);
});

describe('contains and startsWith', () => {
  claim([
    [['a', 'b'], 'contains', 'a', true],
    [['ab'], 'contains', 'a', false],
    [['A'], 'contains', 'a', false],
    [[], 'contains', '', false],
    [[''], 'contains', '', true],
    ['100%', 'contains', '%', true],
    ['100', 'contains', '%', false],
    ['a_b', 'contains', 'axb', false],
    ['北京市', 'contains', '京', true],
    ['x', 'contains', '', true],
    ['', 'contains', '', true],
    [55, 'contains', '5', false],
    ['55', 'contains', 5, false],
    [undefined, 'contains', '', false],
    ['Berlin', 'startsWith', 'Ber', true],
    ['Berlin', 'startsWith', 'ber', false],
    ['Berlin', 'startsWith', '', true],
    ['%x', 'startsWith', '%', true],
    [['Ber'], 'startsWith', 'Ber', false],
    [12, 'startsWith', '1', false],
    [undefined, 'startsWith', '', false],
  ]);
});

describe('exists', () => {
  claim([
    ['x', 'exists', undefined, true],
    ['', 'exists', undefined, true],
    [false, 'exists', undefined, true],
    [[], 'exists', undefined, true],
    [undefined, 'exists', undefined, false],
    [null, 'exists', undefined, false],
    [null, 'exists', true, false],
    [null, 'exists', false, true],
    [undefined, 'exists', false, true],
    [0, 'exists', false, false],
  ]);
});

describe('gt, gte, lt, lte', () => {
  claim([
    [5, 'gt', 4, true],
    [5, 'gt', 5, false],
    [5, 'gte', 5, true],
    [-1, 'lt', 0, true],
    [5, 'lte', 4.9, false],
    ['5', 'gt', 4, false],
    [5, 'gt', '4', false],
    [undefined, 'lt', 5, false],
    [null, 'gte', 0, false],
    [true, 'gt', 0, false],
    ['b', 'gt', 'a', false],
    ['2027-03-26', 'gt', '2027-03-25', true],
    ['2027-03-26T00:30+01:00', 'lt', '2027-03-26', true],
    ['2027-03-26', 'gte', '2027-03-26T00:00Z', true],
    ['2027-02-30', 'gt', '2027-01-01', false],
    ['2027-03-26', 'lt', '2027-02-30', false],
    ['2027-03-26T09:00:00.000999Z', 'gt', { ago: 'PT0S' }, false],
    ['2027-03-26T09:00:00.001Z', 'gt', { ago: 'PT0S' }, true],
    ['2027-04-01', 'lt', { ago: '-P1W' }, true],
    ['2027-03-01', 'gt', ['2027-02-01'], false],
    ['2027-03-01', 'gt', undefined, false],
  ]);
});

describe('before and after', () => {
  claim([
    ['2027-03-25', 'before', '2027-03-26', true],
    ['2027-03-26', 'before', '2027-03-26', false],
    ['2027-03-27', 'after', '2027-03-26', true],
    ['2027-03-20', 'after', { ago: 'P7D' }, true],
    ['2027-03-19', 'before', { ago: 'P7D' }, true],
    [5, 'before', 6, false],
    [5, 'after', 4, false],
    [undefined, 'before', '2027-03-26', false],
  ]);
});

describe('anniversary', () => {
  // asked on 26 March 2027
  claim([
    ['1990-03-26', 'anniversary', { ago: '-P7D' }, true],
    ['1990-04-02', 'anniversary', { ago: '-P7D' }, true],
    ['1990-04-03', 'anniversary', { ago: '-P7D' }, false],
    ['1990-03-25', 'anniversary', { ago: '-P7D' }, false],
    ['1990-03-25', 'anniversary', { ago: 'P7D' }, true],
    ['1990-03-27', 'anniversary', { ago: 'P7D' }, false],
    ['1990-01-01', 'anniversary', { ago: '-P10M' }, true],
    ['2028-03-28', 'anniversary', { ago: '-P7D' }, false],
    ['2027-03-28', 'anniversary', { ago: '-P7D' }, true],
    ['2024-02-29', 'anniversary', { ago: 'P26D' }, true],
    ['2024-02-29', 'anniversary', { ago: 'P25D' }, false],
    ['1990-03-26T23:30:00-05:00', 'anniversary', { ago: '-P0D' }, false],
    ['1990-05-26', 'anniversary', 5, true],
    ['1990-05-26', 'anniversary', 6, false],
    ['soon', 'anniversary', 5, false],
    [5, 'anniversary', 5, false],
    [undefined, 'anniversary', { ago: '-P7D' }, false],
    ['1990-05-26', 'anniversary', '1990-05-26', false],
  ]);
});
