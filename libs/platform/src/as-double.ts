/**
 * SQL: a numeric as a double precision that can be reckoned with. PostgreSQL refuses results beyond 1e±308, so one too small for it is nothing, and one too large is ±1e290: sums of a
 * billion of them, and differences of any two, can still be said.
 * @param numeric an SQL expression, read once
 */
export const asDouble = (numeric: string): string =>
  `(SELECT CASE WHEN abs(exact) < 1e-300 THEN 0 ELSE least(greatest(exact, -1e290), 1e290) END::float8 FROM (SELECT ${numeric}) n (exact))`;
