/** First parts of addresses that are not the key of a workspace. */
const PUBLIC_PARTS = new Set(['setup', 'sign-in', 'invitation', 'reset', 'api', 'v1', 'assets']);

/**
 * The workspace an address is in.
 *
 * @param pathname  As in `/yanbei/day`.
 * @returns         Its key, or null outside any workspace.
 */
export function workspaceIn(pathname: string): string | null {
  const [first = ''] = pathname.split('/').filter((part) => part !== '');
  if (first === '' || PUBLIC_PARTS.has(first)) return null;
  try {
    return decodeURIComponent(first);
  } catch {
    return null;
  }
}

/**
 * Where to go after signing in: only ever an address of this site.
 *
 * @param to  What the address asked for, as found.
 * @returns   A path with its query, `/` where nothing usable was asked for.
 */
export function safeReturn(to: unknown): string {
  if (typeof to !== 'string') return '/';
  // A backslash counts as a slash in browsers, a tab or line break as nothing: both could turn a path into another host.
  const isPath = /^\/(?![/\\])/.test(to) && !/[\\\t\n\r]/.test(to);
  return isPath && !/^\/sign-in(?:[/?#]|$)/.test(to) ? to : '/';
}
