import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Chunks that a dashboard page needs; `boot.js` asks for them before the app itself has been parsed. */
const DASHBOARD_MODULES = ['/features/dashboards/DashboardPage', '/features/charts/engine'];

/** Writes preloads into index.html that only the finished bundle knows the names of. */
function preloads(): Plugin {
  return {
    name: 'weir-preloads',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        if (!bundle) return [];
        const files = Object.values(bundle);
        const font = files.find((f) => f.fileName.includes('inter-latin-wght'));
        const wanted = new Set<string>();
        const entry = files.find((f) => f.type === 'chunk' && f.isEntry);
        const already = new Set(entry?.type === 'chunk' ? [entry.fileName, ...entry.imports] : []);
        for (const file of files) {
          if (file.type !== 'chunk' || !DASHBOARD_MODULES.some((m) => file.facadeModuleId?.includes(m)))
            continue;
          for (const name of [file.fileName, ...file.imports, ...(file.viteMetadata?.importedCss ?? [])]) {
            if (!already.has(name)) wanted.add(`/${name}`);
          }
        }
        return [
          {
            tag: 'meta',
            attrs: { name: 'weir-chunks', content: [...wanted].join(' ') },
            injectTo: 'head-prepend',
          },
          {
            tag: 'link',
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              href: `/${font?.fileName}`,
              crossorigin: '',
            },
            injectTo: 'head-prepend',
          },
        ];
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), preloads()],
  build: {
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // All of it is smaller than one picture, and one request.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // One chunk for what every page shares: a dozen of a few hundred bytes each would cost a request apiece.
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              test: /src\/(ui\/(?!AntTheme)|api\/|features\/(shell|session)\/|features\/charts\/(?!engine)|features\/dashboards\/(ahead|useChartData|urlState))|node_modules\/(react|react-dom|scheduler|wouter|@tanstack|lucide-react|regexparam|use-sync-external-store|mitt)\//,
            },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': process.env.WEIR_URL ?? 'http://127.0.0.1:7400' } },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test-setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
  },
});
