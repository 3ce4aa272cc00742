import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { themeCss } from './src/web/theme/theme-css.ts';
import { compressed, firstLoadBudget } from './tools/vite-plugins.ts';

/** The colours stand in the page itself: the first paint has them before any file is loaded. */
const themeInPage: Plugin = {
  name: 'theme-in-page',
  transformIndexHtml: () => [{ tag: 'style', children: themeCss(), injectTo: 'head' }],
};

/** Where `npx vite` finds the server. */
const SERVER = process.env.MOORING_SERVER ?? 'http://127.0.0.1:4800';

export default defineConfig({
  plugins: [react(), themeInPage, firstLoadBudget(), compressed()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Pictures stay files of their own: the page's rules allow no foreign data.
    assetsInlineLimit: 0,
    // One of our own checks weighs what matters: the first load.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        // What many pages share comes in one file instead of twenty small ones; what few share is not for the first page.
        codeSplitting: { groups: [{ name: 'parts', test: /node_modules/, minShareCount: 28 }] },
      },
    },
  },
  server: { proxy: { '/api': SERVER, '/v1': SERVER } },
});
