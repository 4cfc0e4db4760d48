import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';

const PRINT = `import { bundleSdk } from './scripts/lib/sdk.mjs'; process.stdout.write(await bundleSdk());`;

describe('the script for the pages of others', () => {
  it('has less than 5 kB as it travels, and runs by itself in browsers of the last years', () => {
    const script = execFileSync(process.execPath, ['--input-type=module', '-e', PRINT], { encoding: 'utf8' });
    expect(gzipSync(script).length).toBeLessThan(5_000);
    expect(script).not.toMatch(/\bimport\b|\brequire\(|\?\?=/);
    expect(() => new Function(script)).not.toThrow();
  });
});
