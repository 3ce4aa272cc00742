import type { Operation } from './operation.ts';

/** The HTTP request an operation is: every typed client sends exactly this. */
export interface OperationRequest {
  readonly method: string;
  /** Path with its parameters filled in and percent-encoded, and the query. */
  readonly path: string;
  /** JSON text; null where the method has no body. */
  readonly body: string | null;
}

/** Fills an operation's path from its input; the rest becomes the query (GET, DELETE) or the body. Undefined fields are left out. */
export function operationRequest(operation: Operation, input: Readonly<Record<string, unknown>>): OperationRequest {
  const rest = { ...input };
  const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  if (operation.method !== 'GET' && operation.method !== 'DELETE' && operation.upload !== true)
    return { method: operation.method, path, body: JSON.stringify(rest) };
  const query = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`],
  );
  return { method: operation.method, path: query.length === 0 ? path : `${path}?${query.join('&')}`, body: null };
}
