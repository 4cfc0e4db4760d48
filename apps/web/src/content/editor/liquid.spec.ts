import i18next from 'i18next';
import { attributePath, begunExpression, expressionsOf, outputOf } from './liquid.js';

describe('Liquid', () => {
  it('names an attribute by its dot where that is a word, else in brackets', () => {
    expect(attributePath('city')).toBe('customer.attributes.city');
    expect(attributePath('城市')).toBe('customer.attributes["城市"]');
    expect(attributePath('2024 total')).toBe('customer.attributes["2024 total"]');
    expect(attributePath('a"b')).toBe('customer.attributes["a\\"b"]');
  });

  it('offers each attribute once, built-in columns as columns', () => {
    const catalogue = {
      attributes: [
        { name: 'city', kind: 'text' as const, builtIn: false },
        { name: 'email', kind: 'text' as const, builtIn: true },
      ],
      events: [],
      tags: [],
      formerTags: {},
    };
    const paths = expressionsOf(catalogue, i18next.t).map(({ path }) => path);
    expect(paths.filter((path) => path.includes('email'))).toEqual(['customer.email']);
    expect(paths).toContain('customer.attributes.city');
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('prints between double braces', () => {
    expect(outputOf({ path: 'customer.email' })).toBe('{{ customer.email }}');
  });

  it('knows when an expression has been begun', () => {
    expect(begunExpression('Dear {{ customer.att')).toBe('customer.att');
    expect(begunExpression('Dear {{')).toBe('');
    expect(begunExpression('Dear {{ customer.email }} and')).toBeNull();
    expect(begunExpression('Dear {{ x | default')).toBeNull();
  });
});
