// `npm run test:deep -- --cases 50000`: the property tests with so many cases: the interpreter by itself, then the SQL engine against it. Takes hours; a failure says the seed to play it again.
import { spawnSync } from 'node:child_process';
import { inRoot, root } from './lib/root.mjs';

const PROPERTIES = 11;
const DAY_MS = 86_400_000;
const at = process.argv.indexOf('--cases');
const cases = at < 0 ? 50_000 : Number(process.argv[at + 1]);
if (!Number.isInteger(cases) || cases < 1) {
  console.error('How many? npm run test:deep -- --cases 50000');
  process.exit(1);
}

const env = {
  ...process.env,
  WAYFARE_CASES: String(Math.ceil(cases / PROPERTIES)),
  WAYFARE_PROPERTY_RUNS: String(cases),
  WAYFARE_PROPERTY_MS: String(DAY_MS),
};
const specs = ['libs/journey/src/interpret/interpret.properties.spec.ts', 'libs/engine/src/property.spec.ts'];
for (const spec of specs) {
  const { status } = spawnSync(process.execPath, [inRoot('scripts', 'jest.mjs'), spec], { cwd: root, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
