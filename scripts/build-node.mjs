// Bundles one program: `node scripts/build-node.mjs api [file]` → dist/apps/api/main.js, or the file named. Packages stay in node_modules.
import path from 'node:path';
import { bundle } from './lib/bundle.mjs';
import { inRoot } from './lib/root.mjs';

const [name, file] = process.argv.slice(2);
if (!name) throw new Error('Which program? For example: node scripts/build-node.mjs api');
await bundle(`apps/${name}/src/main.ts`, file ? path.resolve(file) : inRoot('dist', 'apps', name, 'main.js'));
