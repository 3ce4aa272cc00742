import type { ReactNode } from 'react';
import style from './ui.module.css';

/** A key to press. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className={style.kbd}>{children}</kbd>;
}
