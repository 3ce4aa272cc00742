import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';

/** How far below the window something may still be when it is made ready. */
const AHEAD = '120px';
/** Who is still here has read what is at the top; then the rest is there too, for printing and for searching in the page. */
const REST_MS = 3000;

interface WhenSeenProps {
  readonly children: ReactNode;
  /** The place it stands in before; none where it may show nothing. */
  readonly height?: number;
}

/** What need not be there before somebody scrolls to it: its file and its answer are asked for then, or when the page has stood for a while. */
export function WhenSeen({ children, height = 1 }: WhenSeenProps) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || place.current === null) return;
    const show = (): void => setSeen(true);
    const watch = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && show(), {
      rootMargin: AHEAD,
    });
    watch.observe(place.current);
    const rest = setTimeout(show, REST_MS);
    window.addEventListener('beforeprint', show);
    return () => {
      watch.disconnect();
      clearTimeout(rest);
      window.removeEventListener('beforeprint', show);
    };
  }, [seen]);
  if (seen) return <Suspense fallback={null}>{children}</Suspense>;
  return <div ref={place} style={{ minHeight: height }} />;
}
