const SPECIAL = /["\\]/;

/** Texts as PostgreSQL writes an array: of thousands of them this is several times as fast as leaving it to the driver. */
export const arrayLiteral = (values: readonly string[]): string => {
  if (values.length === 0) return '{}';
  const plain = values.map((value) => (SPECIAL.test(value) ? value.replace(/["\\]/g, '\\$&') : value));
  return `{"${plain.join('","')}"}`;
};
