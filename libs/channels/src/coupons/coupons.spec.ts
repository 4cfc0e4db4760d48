import { Readable } from 'node:stream';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { codeFrom } from './codes.js';
import { Coupons } from './coupons.js';

const database = await testDatabase();
const coupons = new Coupons({ database, clock: new ManualClock(new Date('2027-03-01T02:00:00.000Z')) });
const file = (text: string, pieces = 1): Readable => {
  const bytes = Buffer.from(text);
  const size = Math.ceil(bytes.length / pieces);
  return Readable.from(Array.from({ length: pieces }, (_, at) => bytes.subarray(at * size, (at + 1) * size)));
};
const pool = async (): Promise<string> => (await coupons.createCouponPool({ name: 'Ten off', lowAt: 2 })).id;
const codesOf = async (id: string): Promise<string[]> =>
  (await database.query<{ code: string }>('SELECT code FROM coupon_codes WHERE pool_id = $1 ORDER BY n', [id])).map(({ code }) => code);

describe('a pool of coupon codes', () => {
  it('takes codes one a line, or from the first column of a CSV, however the file is cut up on its way', async () => {
    const plain = await pool();
    expect(await coupons.addCouponCodes(plain, file('A1\r\nÄ2\r\n\r\nA3', 7))).toEqual({ added: 3, refused: { count: 0, lines: [] } });
    expect(await codesOf(plain)).toEqual(['A1', 'Ä2', 'A3']);
    const csv = await pool();
    await coupons.addCouponCodes(csv, file('\uFEFFcode,amount\n"B ""1""",10\nB2;20\n'));
    expect(await codesOf(csv)).toEqual(['B "1"', 'B2']);
  });

  it('refuses what it has had before, what stands twice and what is too long, with the line, and takes the others', async () => {
    const id = await pool();
    await coupons.addCouponCodes(id, file('A\nB'));
    expect(await coupons.addCouponCodes(id, file(`C\nB\nD\nC\n${'x'.repeat(101)}`))).toEqual({
      added: 2,
      refused: {
        count: 3,
        lines: [
          { line: 5, code: 'x'.repeat(100), why: 'too_long' },
          { line: 2, code: 'B', why: 'there_already' },
          { line: 4, code: 'C', why: 'twice' },
        ],
      },
    });
    expect(await codesOf(id)).toEqual(['A', 'B', 'C', 'D']);
    expect(await coupons.couponPool(id)).toMatchObject({ total: 4, left: 4, issued: 0, isLow: false });
  });

  it('takes many thousands, and tells the first of those that it refuses', async () => {
    const id = await pool();
    const lines = Array.from({ length: 25_000 }, (_, at) => `C${at}`).join('\n');
    expect((await coupons.addCouponCodes(id, file(lines, 40))).added).toBe(25_000);
    const again = await coupons.addCouponCodes(id, file(lines, 40));
    expect([again.added, again.refused.count, again.refused.lines.length]).toEqual([0, 25_000, 1000]);
  });

  it('is filled by chance with as many as were asked for, all of them different', async () => {
    const id = await pool();
    expect(await coupons.makeCouponCodes(id, { count: 12_000, prefix: 'SPRING-', length: 8 })).toEqual({ added: 12_000 });
    const codes = await codesOf(id);
    expect([codes.length, new Set(codes).size]).toEqual([12_000, 12_000]);
    expect(codes.every((code) => /^SPRING-[2-9A-HJ-NP-Z]{8}$/.test(code))).toBe(true);
    expect(codeFrom(new Uint8Array([0, 31, 32, 255]), '')).toBe('2Z2Z');
    await expect(coupons.makeCouponCodes(id, { count: 1_000_000, length: 5 })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is found, changed and put away', async () => {
    const { id } = await coupons.createCouponPool({ name: 'Winter gifts' });
    await coupons.changeCouponPool(id, { name: 'Winter', redeem: { event: 'redeemed', property: 'code' } });
    expect((await coupons.couponPools({ query: 'winter' })).items).toMatchObject([{ id, name: 'Winter', redeem: { event: 'redeemed' } }]);
    expect(await coupons.changeCouponPool(id, { redeem: null })).toMatchObject({ name: 'Winter', redeem: null });
    await coupons.deleteCouponPool(id);
    await expect(coupons.couponPool(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(coupons.addCouponCodes(id, file('A'))).rejects.toMatchObject({ code: 'not_found' });
  });
});
