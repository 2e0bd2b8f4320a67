import { defineConfig } from 'vite';

// The portal lives under /portal/ on every host. "npm run dev" shows it against a local host on its standard port.
export default defineConfig({
  base: '/portal/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The page's content policy allows no data: scripts and few data: images; files are files.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/admin', '/runtime', '/health', '/ready', '/proofpacks'].map((path) => [path, 'http://127.0.0.1:7071']),
    ),
  },
});
