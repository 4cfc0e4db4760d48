import { expectedOf, expectLines, forgetExpected, keepExpected } from './expected.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('how many lines a file is expected to have', () => {
  it('is counted where the whole file is at hand', () => {
    expect(expectLines(bytes('id\na\nb\n'), 7)).toBe(2);
    expect(expectLines(bytes('id\na\nb'), 6)).toBe(2);
    expect(expectLines(bytes('id\n'), 3)).toBe(0);
    expect(expectLines(bytes(''), 0)).toBe(0);
  });

  it('is judged by the beginning of a large file', () => {
    expect(expectLines(bytes('0123456789\n'.repeat(100)), 11 * 10_000)).toBe(10_000);
    expect(expectLines(bytes('no line ends here'), 1_000_000)).toBe(0);
  });

  it('is remembered for as long as the import runs', () => {
    keepExpected('7', 1200);
    expect(expectedOf('7')).toBe(1200);
    forgetExpected('7');
    expect(expectedOf('7')).toBeNull();
    expect(expectedOf('8')).toBeNull();
  });
});
