import { bind, nameParameters } from './bind.js';

describe('named values', () => {
  it('gives each name one position, whatever the order and however often it stands', () => {
    expect(bind('SELECT :b, :a, :b::text', { a: 1, b: 2, c: 3 })).toEqual({ text: 'SELECT $1, $2, $1::text', parameters: [2, 1] });
  });

  it('leaves casts alone and refuses a name that was not given', () => {
    expect(bind(`SELECT '{}'::jsonb`, {}).text).toBe(`SELECT '{}'::jsonb`);
    expect(() => bind('SELECT :missing', {})).toThrow('no value for :missing');
  });

  it('takes in a fragment with positions of its own', () => {
    const named = nameParameters({ text: `ev.properties->>$1 = $2`, parameters: ['city', 'Paris'] }, 'test');
    expect(bind(`SELECT :x WHERE ${named.text}`, { x: 0, ...named.values })).toEqual({
      text: 'SELECT $1 WHERE ev.properties->>$2 = $3',
      parameters: [0, 'city', 'Paris'],
    });
  });
});
