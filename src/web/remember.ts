/** What this browser remembers for its user. Private windows may refuse: then nothing is remembered, and nothing breaks. */

type Remembered = 'language' | 'theme' | 'rail' | 'workspace' | 'mapping-draft' | 'density' | 'widgets';

/** What was remembered under a name, or null. */
export function recall(name: Remembered): string | null {
  try {
    return localStorage.getItem(`mooring.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a text under a name. */
export function remember(name: Remembered, value: string): void {
  try {
    localStorage.setItem(`mooring.${name}`, value);
  } catch {
    // Full or refused: the choice holds until the tab is closed.
  }
}
