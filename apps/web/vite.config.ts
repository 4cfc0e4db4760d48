import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { doors } from '../../scripts/lib/paths.mjs';
import { inRoot } from '../../scripts/lib/root.mjs';
import { bundleSdk } from '../../scripts/lib/sdk.mjs';

/** Only the pure libs: nothing that reaches the browser may know of a database. */
const PURE = ['@wayfare/kernel', '@wayfare/journey', '@wayfare/contracts'];

const alias = Object.entries(doors())
  .filter(([name]) => PURE.includes(name))
  .map(([name, file]) => ({ find: new RegExp(`^${name}$`), replacement: inRoot(file) }));

/** In development the api is asked where it listens: `WAYFARE_API=http://127.0.0.1:3000 npx vite apps/web`. */
const api = process.env['WAYFARE_API'] ?? 'http://127.0.0.1:3000';

/** `sdk.js`, which other websites load: a program of its own beside the app. */
const sdk: Plugin = {
  name: 'wayfare-sdk',
  apply: 'build',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'sdk.js', source: await bundleSdk() });
  },
};

export default defineConfig({
  root: inRoot('apps/web'),
  plugins: [react(), sdk],
  resolve: { alias },
  server: { port: 5173, strictPort: false, proxy: { '/api': api, '/t/': api, '/u/': api, '/p/': api, '/c/': api } },
  build: { outDir: inRoot('dist/apps/web'), emptyOutDir: true, sourcemap: false, target: 'es2022', chunkSizeWarningLimit: 700 },
});
