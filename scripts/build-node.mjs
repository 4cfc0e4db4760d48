// Bundles one program: `node scripts/build-node.mjs api` → dist/apps/api/main.js. Packages stay in node_modules.
import { bundle } from './lib/bundle.mjs';
import { inRoot } from './lib/root.mjs';

const [name] = process.argv.slice(2);
if (!name) throw new Error('Which program? For example: node scripts/build-node.mjs api');
await bundle(`apps/${name}/src/main.ts`, inRoot('dist', 'apps', name, 'main.js'));
