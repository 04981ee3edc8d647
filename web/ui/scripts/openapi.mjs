// Writes src/api/schema.ts from the OpenAPI document of the REST API; `--check` only compares.
// An own generator of a page: the usual ones need the compiler API that TypeScript 7 no longer has.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../../../docs/reference/openapi.json', import.meta.url);
const target = new URL('../src/api/schema.ts', import.meta.url);
const document = JSON.parse(readFileSync(source, 'utf8'));

const SCALARS = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

function typeOf(schema, indent = '') {
  if (!schema || Object.keys(schema).length === 0) return 'unknown';
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  for (const [word, join] of [
    ['anyOf', ' | '],
    ['oneOf', ' | '],
    ['allOf', ' & '],
  ]) {
    if (schema[word]) return [...new Set(schema[word].map((each) => typeOf(each, indent)))].join(join);
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return [...new Set(types.map((type) => oneType(type, schema, indent)))].join(' | ');
}

function oneType(type, schema, indent) {
  if (type === 'array') {
    const item = typeOf(schema.items, indent);
    const single = /^\w+(\[\])*$/.test(item) || (item.startsWith('{') && item.endsWith('}'));
    return single ? `${item}[]` : `(${item})[]`;
  }
  if (type === 'object' && schema.properties) return fields(schema, indent);
  if (type === 'object') {
    const values =
      typeof schema.additionalProperties === 'object'
        ? typeOf(schema.additionalProperties, indent)
        : 'unknown';
    return `Record<string, ${values}>`;
  }
  return SCALARS[type] ?? 'unknown';
}

function fields(schema, indent) {
  const inner = `${indent}  `;
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(
    ([name, property]) => `${inner}${key(name)}${required.has(name) ? '' : '?'}: ${typeOf(property, inner)};`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}

const json = (content) => content?.['application/json']?.schema;
const BASE = '/api/v1';

function operation(path, method, item, shared) {
  const parameters = [...(shared ?? []), ...(item.parameters ?? [])];
  const inPlace = (place) => {
    const list = parameters.filter((p) => p.in === place);
    if (list.length === 0) return 'undefined';
    const optional = place === 'query' ? '?' : '';
    return `{ ${list.map((p) => `${key(p.name)}${optional}: ${typeOf(p.schema)}`).join('; ')} }`;
  };
  const good = Object.entries(item.responses ?? {}).find(([status]) => /^2/.test(status))?.[1];
  const answer = json(good?.content);
  const body = json(item.requestBody?.content);
  return [
    `  '${method.toUpperCase()} ${path.slice(BASE.length)}': {`,
    `    path: ${inPlace('path')};`,
    `    query: ${inPlace('query')};`,
    `    body: ${body ? typeOf(body) : 'undefined'};`,
    `    answer: ${answer ? typeOf(answer) : 'undefined'};`,
    '  };',
  ].join('\n');
}

const operations = [];
for (const [path, item] of Object.entries(document.paths)) {
  for (const method of ['get', 'post', 'put', 'delete']) {
    if (item[method]) operations.push(operation(path, method, item[method], item.parameters));
  }
}

const types = Object.entries(document.components.schemas)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, schema]) =>
    schema.properties
      ? `export interface ${name} ${fields(schema, '')}`
      : `export type ${name} = ${typeOf(schema)};`,
  );
const text = `// Generated from the OpenAPI document of the REST API by scripts/openapi.mjs. Do not edit.

${types.join('\n\n')}

/** Every call: what stands in its path and query, what it is sent, and what it answers. */
export interface Operations {
${operations.sort().join('\n')}
}
`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  console.error('src/api/schema.ts does not match the OpenAPI document: run `npm run api`.');
  process.exit(1);
}
