// After each change of dependencies: `node scripts/fix-lock.mjs`. Puts the packages for other kinds of machines into package-lock.json, and takes the
// addresses of the registry out of it. Running it twice changes nothing the second time.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { missingEntries } from './lib/lock-entries.mjs';
import { inRoot } from './lib/root.mjs';

const file = inRoot('package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingEntries(lock.packages);
const entries = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1));
for (const [, entry] of entries) delete entry.resolved;
lock.packages = Object.fromEntries(entries);
const text = `${JSON.stringify(lock, null, 2)}\n`;
writeFileSync(file, text);
// What is installed here is what the lock said before: it need not be installed anew (scripts/bootstrap.mjs).
writeFileSync(inRoot('node_modules', '.lock-hash'), createHash('sha256').update(text).digest('hex'));
console.log(`${Object.keys(missing).length} entries added`);
