import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy allows nothing inline: no data: URL, no style in the document.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  // `vite web` beside a running Selvedge: what the page asks of its server goes there.
  server: {
    proxy: Object.fromEntries(
      ['/api', '/checkpoint', '/tile', '/vkey'].map((path) => [
        path,
        process.env['SELVEDGE_URL'] ?? 'http://127.0.0.1:4747',
      ]),
    ),
  },
});
