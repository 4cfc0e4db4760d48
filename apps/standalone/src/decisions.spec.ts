import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolder } from '@wayfare/platform/testing';
import { explainFolderError } from './data-folder.js';
import { readOptions } from './options.js';
import { CLOSED_PORTS, readPort } from './port.js';
import { writePrivate } from './private-file.js';
import { restartDelay } from './restarts.js';
import { loadSecrets } from './secrets.js';
import { StartError } from './start-error.js';
import { TEXTS, textsFor } from './texts.js';

describe('readOptions', () => {
  it('knows two options and refuses all others', () => {
    expect(readOptions(['--demo'])).toEqual({ demo: true, redis: false });
    expect(() => readOptions(['--port', '1'])).toThrow("'--port'");
    expect(() => readOptions(['demo'])).toThrow("'demo'");
  });
});

describe('readPort', () => {
  it('takes 3000 where nothing is said, and 0 for any free one', () => {
    expect([readPort(undefined), readPort(''), readPort('0'), readPort('8080')]).toEqual([3000, 3000, 0, 8080]);
  });

  it.each(['http', '-1', '65536', '80.5'])('refuses %s', (text) => {
    expect(() => readPort(text)).toThrow('bad_port');
  });

  it('refuses those on which neither a browser nor a program would open it', async () => {
    for (const port of CLOSED_PORTS) {
      expect(() => readPort(String(port))).toThrow('closed_port');
      await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ cause: { message: 'bad port' } });
    }
  });
});

describe('restartDelay', () => {
  const at = (...secondsAgo: number[]): number[] => secondsAgo.map((seconds) => 1_000_000 - seconds * 1000);

  it('waits longer each time a program crashes soon again', () => {
    expect([at(0), at(9, 0), at(9, 5, 0)].map((crashes) => restartDelay(crashes, 1_000_000))).toEqual([500, 1000, 2000]);
  });

  it('forgets crashes of long ago', () => {
    expect(restartDelay(at(4000, 3000, 2000, 1000, 500, 100, 0), 1_000_000)).toBe(500);
  });

  it('gives up on one that keeps crashing', () => {
    expect(restartDelay(at(50, 40, 30, 20, 10, 0), 1_000_000)).toBeUndefined();
  });
});

describe('explainFolderError', () => {
  it.each([
    ['EROFS', 'folder_unwritable'],
    ['EACCES', 'folder_unwritable'],
    ['ENOTDIR', 'folder_not_folder'],
    ['ENOSPC', 'disk_full'],
  ])('%s is %s', (code, fault) => {
    const explained = explainFolderError('/data', Object.assign(new Error('x'), { code }));
    expect(explained).toBeInstanceOf(StartError);
    expect(explained).toMatchObject({ code: fault, values: { folder: '/data' } });
  });

  it('leaves what it does not know as it is', () => {
    const error = new Error('other');
    expect(explainFolderError('/data', error)).toBe(error);
  });
});

describe('loadSecrets', () => {
  it('makes secrets once, for nobody else to read, and another for each installation', () => {
    const [a, b] = [testFolder('a'), testFolder('b')];
    const first = loadSecrets(a, undefined);
    expect(first.isNew).toBe(true);
    expect(loadSecrets(a, undefined)).toEqual({ ...first, isNew: false });
    expect(statSync(path.join(a, 'secrets.json')).mode & 0o777).toBe(0o600);
    const second = loadSecrets(b, undefined).secrets;
    for (const key of ['secret', 'password', 'token'] as const) expect(second[key]).not.toBe(first.secrets[key]);
    expect(Buffer.from(first.secrets.secret, 'base64').length).toBe(32);
  });

  it('takes the key that it is given', () => {
    expect(loadSecrets(testFolder('c'), 'given').secrets.secret).toBe('given');
  });
});

describe('writePrivate', () => {
  it('replaces a file as a whole, whatever a crash has left beside it', () => {
    const file = path.join(testFolder('files'), 'x.json');
    writeFileSync(`${file}.${process.pid}.new`, 'half');
    writePrivate(file, { a: 1 });
    writePrivate(file, { a: 2 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ a: 2 });
  });

  it('leaves the old one where it cannot write', () => {
    const folder = testFolder('files');
    mkdirSync(path.join(folder, 'taken', 'inner'), { recursive: true });
    expect(() => writePrivate(path.join(folder, 'taken'), {})).toThrow();
    expect(statSync(path.join(folder, 'taken', 'inner')).isDirectory()).toBe(true);
  });
});

describe('the dictionaries of the terminal', () => {
  const valuesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

  it.each(Object.entries(TEXTS.en))('say %s with the same values in both languages', (key, english) => {
    const chinese = Object.entries(TEXTS.zh).find(([name]) => name === key)?.[1] ?? '';
    expect(chinese).not.toBe(english);
    expect(valuesIn(chinese)).toEqual(valuesIn(english));
  });

  it('are chosen by the language of the terminal', () => {
    expect(textsFor({ LANG: 'zh_CN.UTF-8' })('email')).toBe('邮箱');
    expect(textsFor({ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' })('email')).toBe('E-mail');
    expect(textsFor({})('port_taken', { port: 3000 })).toContain('3000');
  });
});
