// Runs before `npm start` and `npm test`. Node's own modules only: on a fresh clone there are no others.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [leastMajor = 0, leastMinor = 0] = engines.node
  .replace(/[^\d.]/g, '')
  .split('.')
  .map(Number);

if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
  console.error(
    `Wayfare needs Node.js ${leastMajor}.${leastMinor} or newer; this is ${process.versions.node}. Get one from https://nodejs.org and try again.`,
  );
  process.exit(1);
}

const lock = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');
const mark = path.join(root, 'node_modules', '.lock-hash');
const installed = existsSync(mark) ? readFileSync(mark, 'utf8') : '';

if (installed !== lock) {
  console.log(
    installed
      ? '• The dependencies have changed: installing them …'
      : '• First time here: installing the dependencies (half a minute to a few minutes) …',
  );
  const windows = process.platform === 'win32';
  const done = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  });
  if (done.status !== 0) {
    console.error(
      'The dependencies could not be installed; what npm said stands above. A machine without the internet needs a registry it can reach (npm config set registry …).',
    );
    process.exit(done.status ?? 1);
  }
  writeFileSync(mark, lock);
}
