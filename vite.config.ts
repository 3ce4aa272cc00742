import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { themeCss } from './src/web/theme/theme-css.ts';

/** The colours stand in the page itself: the first paint has them before any file is loaded. */
const themeInPage: Plugin = {
  name: 'theme-in-page',
  transformIndexHtml: () => [{ tag: 'style', children: themeCss(), injectTo: 'head' }],
};

/** Where `npm run dev` finds the server. */
const SERVER = process.env.MOORING_SERVER ?? 'http://127.0.0.1:4800';

export default defineConfig({
  plugins: [react(), themeInPage],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // Pictures go beside the program, never into it: the page's own rules allow no foreign data.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': SERVER, '/v1': SERVER } },
});
