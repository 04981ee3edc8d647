// Writes src/ui/tokens.css from src/ui/tokens.json; `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';

const lists = new Set(['cat', 'seq', 'div']);
const file = new URL('../src/ui/tokens.css', import.meta.url);
const tokens = JSON.parse(readFileSync(new URL('../src/ui/tokens.json', import.meta.url), 'utf8'));

const block = (theme) => {
  const lines = Object.entries(tokens[theme]).flatMap(([name, value]) =>
    lists.has(name) ? value.map((v, i) => [`${name}-${i + 1}`, v]) : [[name, value]],
  );
  const selector = theme === 'light' ? ':root' : '.dark';
  const body = lines.map(([name, value]) => `  --${name}: ${value.toLowerCase()};`).join('\n');
  return `${selector} {\n  color-scheme: ${theme};\n${body}\n}\n`;
};

const css = `/* Generated from tokens.json by scripts/tokens.mjs. */\n${block('light')}\n${block('dark')}`;
if (!process.argv.includes('--check')) {
  writeFileSync(file, css);
} else if (readFileSync(file, 'utf8') !== css) {
  console.error('src/ui/tokens.css does not match tokens.json: run `npm run tokens`.');
  process.exit(1);
}
