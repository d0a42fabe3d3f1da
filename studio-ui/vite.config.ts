/** @file Builds the page into dist/studio-ui, with everything in files of its own: nothing inline, nothing remote. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// A build that a test starts inherits NODE_ENV=test, and React would come in its slow development form.
process.env.NODE_ENV = 'production';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  build: {
    outDir: here('../dist/studio-ui'),
    emptyOutDir: true,
    // The content policy is 'self': no data URLs, no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
  },
});
