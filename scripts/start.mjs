// `npm start`: builds what has changed, then runs everything on this machine (apps/standalone). Arguments are passed on: `npm start -- --demo`.
import { pathToFileURL } from 'node:url';
import { buildIfChanged } from './lib/build.mjs';
import { inRoot, root } from './lib/root.mjs';

process.setSourceMapsEnabled(true);
process.chdir(root);
try {
  await buildIfChanged();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import(pathToFileURL(inRoot('dist', 'apps', 'standalone', 'main.js')).href);
