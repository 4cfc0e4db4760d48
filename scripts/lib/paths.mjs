import { readFileSync } from 'node:fs';
import { inRoot } from './root.mjs';

/** The doors of the libs as `{ '@wayfare/kernel': './libs/kernel/src/index.ts', … }`: written once, in tsconfig.base.json. */
export const doors = () =>
  Object.fromEntries(
    Object.entries(JSON.parse(readFileSync(inRoot('tsconfig.base.json'), 'utf8')).compilerOptions.paths).map(([name, [file]]) => [
      name,
      file,
    ]),
  );
