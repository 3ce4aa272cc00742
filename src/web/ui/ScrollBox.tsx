import type { ReactNode } from 'react';

interface ScrollBoxProps {
  readonly className: string | undefined;
  /** What is in it, for who cannot see. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A box that scrolls by itself: the keyboard reaches it, so that the arrows can move it. */
export function ScrollBox({ className, label, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
    <div className={className} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
