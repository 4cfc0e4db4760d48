import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolder } from '@wayfare/platform/testing';
import { WebFiles } from './web-files.js';

const folder = path.join(testFolder('web'), 'dist');
const at = (name: string): string => path.join(folder, name);
const build = (name: string): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(at('assets'), { recursive: true });
  writeFileSync(at(`assets/${name}.js`), `run('${name}')`);
  writeFileSync(at('index.html'), `<script src="/assets/${name}.js"></script>`);
};
const textOf = (files: WebFiles, name: string): string | undefined => files.file(name)?.body.toString();

describe('the files of the web app', () => {
  it('are those of the last build, also while the process goes on; what a page of the one before has loaded is still there', () => {
    const files = new WebFiles(folder);
    expect(files.file('index.html')).toBeUndefined();
    build('one');
    expect(textOf(files, 'index.html')).toContain('one.js');
    expect(textOf(files, 'assets/one.js')).toBe("run('one')");
    build('two');
    expect(textOf(files, 'index.html')).toContain('two.js');
    expect(textOf(files, 'assets/two.js')).toBe("run('two')");
    expect(textOf(files, 'assets/one.js')).toBe("run('one')");
    expect(files.file('assets/three.js')).toBeUndefined();
  });

  it('are read anew only where they have changed', () => {
    build('same');
    const files = new WebFiles(folder);
    const first = files.file('index.html');
    expect(files.file('index.html')).toBe(first);
    utimesSync(at('index.html'), new Date(), new Date(Date.now() + 5_000));
    expect(files.file('index.html')).not.toBe(first);
  });

  it('never lie outside of the folder', () => {
    build('inside');
    writeFileSync(path.join(folder, '..', 'secret.txt'), 'secret');
    writeFileSync(at('.env'), 'secret');
    symlinkSync(path.join(folder, '..', 'secret.txt'), at('link.txt'));
    const files = new WebFiles(folder);
    for (const name of [
      '../secret.txt',
      'assets/../../secret.txt',
      '/etc/passwd',
      '.env',
      'link.txt',
      'assets',
      '',
      'a\0.js',
      'x'.repeat(5_000),
      '..%2fsecret.txt',
      'assets//inside.js',
    ])
      expect(files.file(name)).toBeUndefined();
  });
});
