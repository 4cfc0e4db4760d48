import { readHeaders } from './connection.js';

describe('headers as lines', () => {
  it('are read one on a line, blanks around them left out', () => {
    const { headers, wrongLine } = readHeaders(' X-Shop : 12\n\nAccept: text/json; q=1 ');
    expect([headers, wrongLine]).toEqual([{ 'X-Shop': '12', Accept: 'text/json; q=1' }, null]);
  });

  it.each([
    ['no colon', 1],
    ['A: b\n\nno name here: x', 3],
    [': value', 1],
  ])('%j is told by its line', (lines, wrong) => {
    expect(readHeaders(lines).wrongLine).toBe(wrong);
  });
});
