/** SQLSTATEs of two who came into each other's way: deadlock, serialization, a lock waited for too long, the same key written twice. */
const CONFLICTS = new Set(['40P01', '40001', '55P03', '23505']);
/** The server is away, or going: classes 08 (connection) and 57P (operator intervention), 53 (out of connections). */
const CONNECTION = /^(08|53|57P)/;

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('driverError' in error) return codeOf(error.driverError);
  return 'cause' in error ? codeOf(error.cause) : '';
};

const BROKEN = /terminat|ECONN|EPIPE|ENOTFOUND|Connection|timeout/i;

/** Whether the same work may well succeed when it is done again. */
export const isPassing = (error: unknown, kind: 'conflict' | 'connection'): boolean => {
  const code = codeOf(error);
  if (kind === 'conflict') return CONFLICTS.has(code);
  return CONNECTION.test(code) || (!/^[0-9A-Z]{5}$/.test(code) && error instanceof Error && BROKEN.test(`${code} ${error.message}`));
};
