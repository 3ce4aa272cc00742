import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';

/** How far below the window something may still be when it is made ready. */
const AHEAD = '240px';

/** What need not be there before somebody scrolls to it: its file and its answer are asked for then. It stands in no place while it shows nothing. */
export function WhenSeen({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || place.current === null) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      { rootMargin: AHEAD },
    );
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [seen]);
  if (seen) return <Suspense fallback={null}>{children}</Suspense>;
  return <div ref={place} style={{ minHeight: 1 }} />;
}
