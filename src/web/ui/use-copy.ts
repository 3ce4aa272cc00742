import { useState } from 'react';

/** For how long it is said that something was copied. */
const SAID_MS = 2500;

/** Copies a text. Over plain http from another machine the browser has no clipboard: `failed`, and the text is there to be selected. */
export function useCopy(text: string): { readonly copied: 'no' | 'yes' | 'failed'; readonly copy: () => void } {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = (): void => {
    const written = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error('no clipboard'));
    written.then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    );
    setTimeout(() => setCopied('no'), SAID_MS);
  };
  return { copied, copy };
}
