import { testDatabase } from '@wayfare/platform/testing';

const database = await testDatabase();

describe('wayfare_minor_units', () => {
  it('has as many minor units for each currency as the runtime knows it with', async () => {
    const rows = await database.query<{ currency: string; units: number }>(
      'SELECT currency, wayfare_minor_units(currency)::int AS units FROM unnest($1::text[]) currency',
      [[...Intl.supportedValuesOf('currency'), 'EUR', 'CLF', 'XYZ']],
    );
    const digits = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ currency, units }) => units !== 10 ** digits(currency))).toEqual([]);
  });
});
