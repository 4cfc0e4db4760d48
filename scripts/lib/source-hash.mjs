import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './root.mjs';

/** What a build reads; tests are left out, so that writing one does not build anything anew. */
const SOURCES = ['apps', 'libs', 'migrations', 'scripts', 'package-lock.json', 'tsconfig.base.json', 'nx.json'];
const LEFT_OUT = /(^|[\\/])(e2e|node_modules)([\\/]|$)|\.spec\.tsx?$/;

const filesIn = (place) => {
  if (!existsSync(place) || LEFT_OUT.test(path.relative(inRoot(), place))) return [];
  try {
    return readdirSync(place, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => filesIn(path.join(place, entry.name)));
  } catch {
    return [place];
  }
};

/** One hash over all that goes into the build. It takes some hundredths of a second, where asking Nx takes seconds. */
export const sourceHash = () => {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((name) => filesIn(inRoot(name)))) {
    hash.update(path.relative(inRoot(), file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
};
