import { rolldown } from 'rolldown';
import { doors } from './paths.mjs';
import { inRoot } from './root.mjs';

const bare = (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(id);

/**
 * Bundles one TypeScript entry to one ESM file; everything in node_modules stays outside.
 * rolldown's own helpers (`@oxc-project/runtime`) must be inside, since no package of ours depends on them.
 */
export const bundle = async (entry, file) => {
  const alias = Object.fromEntries(Object.entries(doors()).map(([name, target]) => [`${name}$`, inRoot(target)]));
  const build = await rolldown({
    input: inRoot(entry),
    cwd: inRoot(),
    platform: 'node',
    tsconfig: inRoot('tsconfig.base.json'),
    resolve: { alias },
    external: (id) => bare(id) && !id.startsWith('@wayfare/') && !id.startsWith('@oxc-project/runtime'),
  });
  try {
    await build.write({ file, format: 'esm', sourcemap: true, codeSplitting: false });
  } finally {
    await build.close();
  }
};
