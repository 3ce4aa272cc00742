import { defineConfig } from 'vite';
import { compressed } from './tools/vite-plugins.ts';

/** What other people's pages load, in one small file beside ours. */
export default defineConfig({
  publicDir: false,
  plugins: [compressed()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: false,
    target: 'es2020',
    lib: { entry: 'src/features/usage/web/browser/mooring.ts', formats: ['iife'], name: 'mooringSnippet', fileName: () => 'mooring.js' },
  },
});
