/** A row of a preview, by the names of its fields. */
export type PreviewValues = Readonly<Record<string, unknown>>;

/**
 * A row as it will be kept, by the names of its fields: those of a record lie in `words`, those the workspace added in `custom`.
 *
 * @param values  As the program answers.
 * @returns       One value a field, those that were added under `custom.` and their name; what a row says of none is absent.
 */
export function previewValues({ words, custom, notes: _, ...rest }: PreviewValues): PreviewValues {
  const added = Object.entries(objectIn(custom)).map(([key, value]): [string, unknown] => [`custom.${key}`, value]);
  const all = { ...rest, ...objectIn(words), ...Object.fromEntries(added) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== ''));
}

function objectIn(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
