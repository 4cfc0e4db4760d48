import { rolldown } from 'rolldown';
import { inRoot } from './root.mjs';

/** The script for the pages of others, as one small file. */
export const bundleSdk = async () => {
  const build = await rolldown({
    input: inRoot('apps/web/sdk/index.ts'),
    cwd: inRoot(),
    platform: 'browser',
    transform: { target: 'es2020' },
  });
  try {
    const { output } = await build.generate({ format: 'iife', minify: true, codeSplitting: false });
    return output[0].code;
  } finally {
    await build.close();
  }
};
