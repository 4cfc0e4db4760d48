import { AppError, conflict } from '@wayfare/kernel';
import { toAppError, toProblem } from './problems.js';

const withCode = (code: string, inner?: unknown): Error =>
  Object.assign(new Error('from below'), { code, ...(inner ? { driverError: inner } : {}) });

describe('problems', () => {
  test.each([
    ['the server is gone', withCode('ECONNREFUSED')],
    ['it is shutting down, within a driver’s error', Object.assign(new Error('query failed'), { driverError: withCode('57P01') })],
    ['one of several addresses refused', Object.assign(new AggregateError([withCode('ECONNREFUSED')]), {})],
    ['the connection broke', new Error('Connection terminated unexpectedly')],
    ['no connection came in time', new Error('No connection to PostgreSQL came in time (connection timeout).')],
  ])('a database that is away is nobody’s mistake: %s', (_, thrown) => {
    expect(toAppError(thrown, 'r1')).toMatchObject({ code: 'database_unavailable', status: 503, blame: 'admin' });
  });

  test.each([withCode('23505'), withCode('42P01'), new TypeError('x is not a function'), 'a text', undefined, { status: 200 }])(
    'what nobody foresaw is our own fault and keeps its cause to itself: %p',
    (thrown) => {
      const error = toAppError(thrown, 'r1');
      expect(error).toMatchObject({ code: 'internal', status: 500, blame: 'us', detail: { cause: thrown } });
      expect(JSON.stringify(toProblem(error, 'en'))).not.toMatch(/from below|not a function|a text/);
    },
  );

  test('an error of our own passes as it is, with what it carries', () => {
    const moved = conflict('draft_moved', 'The draft was changed by user:2 meanwhile.', { current: { revision: 3 } });
    expect(toProblem(toAppError(moved, 'r1'), 'zh-CN')).toEqual({
      type: 'urn:wayfare:problem:draft_moved',
      title: '与其他改动冲突',
      status: 409,
      code: 'draft_moved',
      detail: '草稿已被其他人修改，请先查看对方的改动。',
      current: { revision: 3 },
    });
  });

  test('what an error carries does not overwrite the document', () => {
    const sly = new AppError('in_use', 409, 'no', { body: { status: 200, code: 'fine' } });
    expect(toProblem(sly, 'en')).toMatchObject({ status: 409, code: 'in_use' });
  });

  test('values are filled into the sentence', () => {
    const late = new AppError('too_many_attempts', 429, 'Too many failed attempts. Try again in 7 seconds.', { values: { seconds: 7 } });
    expect(toProblem(late, 'zh-CN').detail).toBe('失败次数过多，请在 7 秒后重试。');
  });
});
