import { PassThrough } from 'node:stream';
import { createLogger } from './logger.js';

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] => {
  const sink = new PassThrough();
  write(createLogger({ level: 'info', name: 'test' }, sink));
  return String(sink.read() ?? '')
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
};

describe('createLogger', () => {
  it('writes a line of JSON with the instant, the level as a word and what the child is about', () => {
    const [line] = logged((logger) => logger.child({ journeyId: '7' }).info('launched'));
    expect(line).toMatchObject({ level: 'info', name: 'test', journeyId: '7', msg: 'launched' });
    expect(String(line?.time)).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('never writes a secret, however deep it stands', () => {
    const lines = logged((logger) =>
      logger.info({ password: 'p1', connector: { secrets: 'p2', auth: { token: 'p3' } }, headers: { authorization: 'p4', cookie: 'p5' } }),
    );
    expect(JSON.stringify(lines)).not.toMatch(/p[1-5]/);
  });

  it('keeps the cause of an error', () => {
    const [line] = logged((logger) => logger.error({ err: new Error('outer', { cause: new Error('inner') }) }, 'x'));
    expect(JSON.stringify(line)).toContain('inner');
  });

  it('does not write what a driver has hung on its error', () => {
    const [line] = logged((logger) =>
      logger.error({ err: Object.assign(new Error('broken'), { code: '57P01', client: { key: 'p6' } }) }, 'x'),
    );
    expect(line?.err).toMatchObject({ type: 'Error', message: 'broken', code: '57P01' });
    expect(JSON.stringify(line)).not.toContain('p6');
  });

  it('leaves out what is below its level', () => {
    expect(logged((logger) => logger.debug('x'))).toEqual([]);
  });
});
