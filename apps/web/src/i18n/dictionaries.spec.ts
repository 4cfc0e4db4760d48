import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dictionary as english } from './en/index.js';
import { dictionary as chinese } from './zh-CN/index.js';

type Tree = { readonly [key: string]: string | Tree };

const flatten = (tree: Tree, prefix = ''): Map<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );

const PLURAL = /_(zero|one|two|few|many|other)$/;
const plain = (key: string): string => key.replace(PLURAL, '');
const placeholders = (text: string): string[] => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort();

const texts = { en: flatten(english), 'zh-CN': flatten(chinese) };
const keys = { en: new Set([...texts.en.keys()].map(plain)), 'zh-CN': new Set([...texts['zh-CN'].keys()].map(plain)) };

const sourceRoot = path.resolve(process.cwd(), 'apps/web/src');
const sources = readdirSync(sourceRoot, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file) && !file.startsWith('i18n/'))
  .map((file) => ({ file, text: readFileSync(path.join(sourceRoot, file), 'utf8') }));

/** `t('area.key'…)` and the fixed beginning of a computed `t(\`area.${…}\`)`. */
const used = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/\bt\(\s*(?:'([^']+)'|`([^`]*)`)/g)].map((match) => ({ file, key: match[1] ?? match[2] ?? '' })),
);
const isKnown = (key: string): boolean => {
  const computed = key.indexOf('${');
  if (computed < 0) return keys.en.has(key);
  const start = key.slice(0, computed);
  return [...keys.en].some((known) => known.startsWith(start));
};

describe('the dictionaries', () => {
  it('say everything in both languages', () => {
    expect([...keys.en].filter((key) => !keys['zh-CN'].has(key))).toEqual([]);
    expect([...keys['zh-CN']].filter((key) => !keys.en.has(key))).toEqual([]);
  });

  it('name the same values in both languages', () => {
    const named = (language: keyof typeof texts, key: string): string[] =>
      placeholders(
        [...texts[language]]
          .filter(([each]) => plain(each) === key)
          .map(([, text]) => text)
          .join(' '),
      );
    expect([...keys.en].filter((key) => named('en', key).join() !== named('zh-CN', key).join())).toEqual([]);
  });

  it('hold no empty text', () => {
    expect([...texts.en, ...texts['zh-CN']].filter(([, text]) => text.trim() === '' && text !== ' ').map(([key]) => key)).toEqual([]);
  });

  it('count in the plurals that each language has', () => {
    const forms = (language: keyof typeof texts, form: string): string[] =>
      [...texts[language].keys()].filter((key) => key.endsWith(form)).map(plain);
    expect(forms('en', '_one')).toEqual(forms('en', '_other'));
    expect(forms('zh-CN', '_one')).toEqual([]);
  });

  it('know every key that the pages ask for', () => {
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter(({ key }) => !isKnown(key))).toEqual([]);
  });
});

describe('the pages', () => {
  it('hold no Chinese text of their own', () => {
    const chineseText = /[\u4e00-\u9fff]/;
    const offenders = sources
      .filter(({ file, text }) => chineseText.test(text) && !/LanguageSwitch|testing\//.test(file))
      .map(({ file }) => file);
    expect(offenders).toEqual([]);
  });
});
