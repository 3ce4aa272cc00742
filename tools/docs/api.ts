import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Access } from '../../src/contract/access.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { code, type Page, page, table } from './page.ts';

const SOURCE = join(import.meta.dirname, '..', '..', 'src');

interface Contract {
  readonly name: string;
  readonly operations: readonly Operation[];
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'id' in value && 'method' in value && 'access' in value;
}

/** The operations of every contract, by feature. */
export async function contracts(): Promise<readonly Contract[]> {
  const folders = readdirSync(join(SOURCE, 'features')).sort();
  const files = ['platform/http', ...folders.map((name) => `features/${name}`)].flatMap((folder) =>
    readdirSync(join(SOURCE, folder))
      .filter((file) => /^contract(-[a-z]+)?\.ts$/.test(file))
      .map((file) => ({ name: folder === 'platform/http' ? 'platform' : basename(folder), file: `${folder}/${file}` })),
  );
  const parts = await Promise.all(files.map(operationsIn));
  return [...new Set(parts.map(({ name }) => name))].map((name) => ({
    name,
    operations: parts.flatMap((part) => (part.name === name ? part.operations : [])).sort((one, other) => (one.id < other.id ? -1 : 1)),
  }));
}

async function operationsIn({ name, file }: { readonly name: string; readonly file: string }): Promise<Contract> {
  const module = (await import(/* @vite-ignore */ pathToFileURL(join(SOURCE, file)).href)) as Record<string, unknown>;
  return { name, operations: Object.values(module).filter(isOperation) };
}

function whoMay(access: Access): string {
  if (access.who === 'public') return `Anybody. ${access.why}`;
  if (access.who === 'user') return 'Any signed-in user, about themselves.';
  const people = access.functions === 'any' ? 'any member' : access.functions.length === 0 ? 'none' : access.functions.map(code).join(', ');
  return access.key === null ? `People: ${people}. No API key.` : `People: ${people}. API keys with scope ${code(access.key)}.`;
}

function fieldsOf(schema: z.ZodType): readonly (readonly string[])[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, field]) => [code(name), typeOf(field), required.includes(name) ? 'yes' : '']);
}

function typeOf(field: z.core.JSONSchema._JSONSchema): string {
  if (typeof field === 'boolean') return 'anything';
  const { type, enum: values, const: constant, anyOf, items, default: preset } = field;
  const suffix = preset === undefined ? '' : `, default ${code(JSON.stringify(preset))}`;
  if (values !== undefined) return values.map((value) => code(String(value))).join(' or ') + suffix;
  if (constant !== undefined) return code(String(constant));
  if (anyOf !== undefined) return anyOf.map((choice) => typeOf(choice)).join(' or ') + suffix;
  if (type === 'array') return `list of ${Array.isArray(items) || items === undefined ? 'anything' : typeOf(items)}${suffix}`;
  return `${type ?? 'anything'}${suffix}`;
}

function sectionOf(operation: Operation): string {
  const { id, method, path, summary, access, errors, input } = operation;
  const fields = fieldsOf(input);
  return [
    `### ${id}`,
    `${code(`${method} ${path}`)}: ${summary}`,
    whoMay(access),
    ...(fields.length === 0 ? [] : [table(['Field', 'Type', 'Required'], fields)]),
    ...(errors.length === 0 ? [] : [`Own errors: ${errors.map(code).join(', ')}.`]),
  ].join('\n\n');
}

export async function apiPage(): Promise<Page> {
  const found = (await contracts()).filter(({ operations }) => operations.length > 0);
  return page('docs/api.md', 'API', 'the contracts of the features', [
    'A session names its workspace in the header `x-mooring-workspace`; an API key (`Authorization: Bearer …`) belongs to one workspace. Path parameters, then query (GET, DELETE) or JSON body (others), make up the input. Any operation may also answer with the general [errors](errors.md). The machine-readable description is at `/api/v1/openapi.json`.',
    ...found.map(({ name, operations }) => [`## ${name}`, ...operations.map(sectionOf)].join('\n\n')),
  ]);
}
