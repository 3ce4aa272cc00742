import { useSyncExternalStore } from 'react';
import { remember } from '../remember.ts';
import { THEMES, type ThemeName } from './tokens.ts';

const listeners = new Set<() => void>();

function current(): ThemeName {
  const chosen = THEMES.find((theme) => theme === document.documentElement.dataset.theme);
  return chosen ?? (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}

/** The theme that is shown: the one chosen here, else the system's. */
export function useTheme(): ThemeName {
  return useSyncExternalStore(subscribe, current);
}

/** Chooses a theme, for now and for the next visit. */
export function chooseTheme(theme: ThemeName): void {
  remember('theme', theme);
  document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}
