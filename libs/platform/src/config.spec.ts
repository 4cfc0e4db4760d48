import { ConfigError, loadConfig } from './config.js';

const good = { DATABASE_URL: 'postgres://a:b@localhost/c', WAYFARE_SECRET: Buffer.alloc(32, 1).toString('base64') };

const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('loadConfig', () => {
  it('needs a database and a secret, and names both', () => {
    expect(problemsOf({})).toEqual(['DATABASE_URL is not set', 'WAYFARE_SECRET is not set']);
  });

  it('fills in the rest', () => {
    expect(loadConfig(good)).toMatchObject({ port: 3000, host: '127.0.0.1', clock: 'real', redisUrl: undefined, logLevel: 'info' });
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ ...good, REDIS_URL: '', PORT: '' })).toMatchObject({ port: 3000, redisUrl: undefined });
  });

  it.each([
    ['DATABASE_URL', 'mysql://x', 'postgres://'],
    ['REDIS_URL', 'localhost:6379', 'redis://'],
    ['PORT', '70000', '65535'],
    ['PORT', 'http', 'number'],
    ['WAYFARE_CLOCK', 'fast', 'virtual'],
    ['WAYFARE_SECRET', 'c2hvcnQ=', '32 random bytes'],
    ['LOG_LEVEL', 'loud', 'info'],
  ])('names %s when it is %s', (name, value, hint) => {
    const [problem = '', ...others] = problemsOf({ ...good, [name]: value });
    expect(others).toEqual([]);
    expect(problem.startsWith(`${name}: `)).toBe(true);
    expect(problem).toContain(hint);
  });

  it('takes several addresses as the nodes of a Redis Cluster', () => {
    expect(loadConfig({ ...good, REDIS_URL: 'redis://a:1,redis://b:2' }).redisUrl).toBe('redis://a:1,redis://b:2');
  });

  it('drops the slash at the end of the public address', () => {
    expect(loadConfig({ ...good, PUBLIC_URL: 'https://wayfare.example/' }).publicUrl).toBe('https://wayfare.example');
  });
});
