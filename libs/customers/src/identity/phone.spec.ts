import fc from 'fast-check';
import { digitsOfPhone, isCallingCode, normalisePhone, PLAIN, phoneByLibrary, phonePrefixes } from './phone.js';

describe('a phone number', () => {
  it.each([
    ['138 0013 8000', '86', '+8613800138000'],
    ['１３８－００１３－８０００', '86', '+8613800138000'],
    ['8613800138000', '86', '+8613800138000'],
    ['013800138000', '86', '+8613800138000'],
    ['0086 138-0013-8000', '44', '+8613800138000'],
    ['(010) 6552-9988', '86', '+861065529988'],
    ['+44 (0)7911 123456', '86', '+447911123456'],
    ['07911 123456', '44', '+447911123456'],
    ['(212) 555-1234', '1', '+12125551234'],
    ['02 1234 5678', '39', '+390212345678'],
  ])('that is written %s is, where numbers without a code are of %s, %s', (text, code, whole) => {
    expect(normalisePhone(text, code)).toBe(whole);
    expect(normalisePhone(whole, '1')).toBe(whole);
  });

  it.each(['', '10086', '138****1234', '13800138000;13900139000', '13800138000 ext. 5', '+49', '+999123456789', '+86138', '1'.repeat(25)])(
    'is not %s',
    (text) => expect(normalisePhone(text, '86')).toBeNull(),
  );

  it('is what the library says of it, whether the library was asked or not', () => {
    const codes = [...PLAIN.keys()];
    const written = fc.oneof(
      ...[...PLAIN].map(([code, pattern]) =>
        fc.stringMatching(pattern).chain((national) => fc.constantFrom(national, `+${code}${national}`, `00${code}${national}`)),
      ),
      fc.stringMatching(/^\+?\d{5,16}$/),
    );
    fc.assert(
      fc.property(written, fc.constantFrom(...codes), (text, code) => {
        const whole = normalisePhone(text, code);
        expect(whole).toBe(phoneByLibrary(digitsOfPhone(text) ?? '', code));
        if (whole !== null) {
          expect(whole).toMatch(/^\+[1-9]\d{4,14}$/);
          expect(normalisePhone(whole, code)).toBe(whole);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is found by its beginning, with and without its code', () => {
    expect(phonePrefixes('138 0', '86')).toEqual(['1380', '+1380', '+861380']);
    expect(phonePrefixes('+86 13', '86')).toEqual(['+8613']);
    expect(phonePrefixes('Ann', '86')).toEqual([]);
  });

  it('has the code of some country', () => {
    expect(['86', '1', '852', '999', ''].map(isCallingCode)).toEqual([true, true, true, false, false]);
  });
});
