import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EN } from './en.js';
import { acceptedLocale } from './index.js';
import { ZH_CN } from './zh-cn.js';

const SOURCES = ['libs', 'apps/api', 'apps/worker', 'apps/wiring'];

const sources = (): string =>
  SOURCES.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)))
    .filter((name) => name.endsWith('.ts') && !/\.spec\.ts$|[\\/](testing|journey)[\\/]/.test(name))
    .map((name) => readFileSync(name, 'utf8'))
    .join('\n');

const all = (text: string, pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort();

describe('languages', () => {
  const text = sources();

  test('every error that is raised anywhere has its sentence in Chinese', () => {
    const codes = all(text, /(?:new AppError|conflict|unprocessable)\(\s*'(\w+)'/g);
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => ZH_CN.errors[code] === undefined)).toEqual([]);
  });

  test('every problem of a file has its sentence in Chinese', () => {
    const [, list = ''] = /IMPORT_PROBLEMS = \[([^\]]*)\]/.exec(text) ?? [];
    const codes = all(list, /'(\w+)'/g);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => ZH_CN.errors[code] === undefined)).toEqual([]);
  });

  test('every problem of a data source has its sentence in Chinese', () => {
    const [, list = ''] = /SOURCE_PROBLEMS = \{([^}]*)\}/.exec(text) ?? [];
    const codes = all(list, /(\w+): '/g);
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => ZH_CN.errors[code] === undefined)).toEqual([]);
  });

  test('every code of a field that is refused has its sentence in Chinese', () => {
    const codes = all(text, /code: '(\w+)',\s*message/g);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => code !== 'custom' && ZH_CN.fields[code] === undefined)).toEqual([]);
  });

  test('every rule of a schema has its sentence in Chinese', () => {
    const named = all(text, /(?:refine\([^;]*?|\{ )(?:message|error): '([^']+)'/g);
    const rules = [...named, ...all(text, /(?:\.regex|\.refine)\([^\n]*?, '([^'\n]{12,})'\)/g)];
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.filter((rule) => ZH_CN.rules[rule] === undefined)).toEqual([]);
  });

  test('everything that can be missing has its name in Chinese', () => {
    const things = all(text, /notFound\('(\w+)'/g);
    expect(things.filter((thing) => ZH_CN.things[thing] === undefined)).toEqual([]);
  });

  test('both languages title the same problems and show the same pages', () => {
    for (const part of ['titles', 'pages'] as const) expect(Object.keys(ZH_CN[part])).toEqual(Object.keys(EN[part]));
  });

  test.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['fr;q=0.9, en;q=0.1, zh-TW;q=0.5', 'zh-CN'],
    ['zh;q=0, en;q=0.5', 'en'],
    ['fr', null],
    ['*', null],
    [undefined, null],
  ])('%s asks for %s', (header, locale) => {
    expect(acceptedLocale(header)).toBe(locale);
  });
});
