import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const verifierPage = new URL('../Verifier/verify.html', import.meta.url).pathname;

// The independent verifier is one page that works from a file; the portal runs the very same code, taken out of that page.
function proofVerifier(): Plugin {
  const name = 'virtual:proof-verifier';
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      this.addWatchFile(verifierPage);
      const code = /const ProofVerifier = \(\(\) => \{[\s\S]*?\n\}\)\(\);\n/.exec(readFileSync(verifierPage, 'utf8'));
      if (!code) throw new Error(`${verifierPage} has no ProofVerifier.`);
      return `export ${code[0]}`;
    },
  };
}

// The portal lives under /portal/ on every host. "npm run dev" shows it against a local host on its standard port.
export default defineConfig({
  base: '/portal/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [proofVerifier()],
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
