import { useSyncExternalStore } from 'react';

export const CAPTURE_KINDS = ['touch', 'issue', 'task', 'note'] as const;
export type CaptureKind = (typeof CAPTURE_KINDS)[number];

/** A customer as it is chosen. */
export interface ChosenCustomer {
  readonly externalId: string;
  readonly name: string;
}

/** What is being written down. Values are kept by name, so that those two kinds share go along when another kind is chosen. */
export interface CaptureDraft {
  readonly kind: CaptureKind;
  readonly customer: ChosenCustomer | null;
  readonly values: Readonly<Record<string, string>>;
}

/** What a page begins with: its customer, and perhaps a kind. */
export interface CapturePreset {
  readonly kind?: CaptureKind;
  readonly customer?: ChosenCustomer;
  /** What is written already. A draft of before stays as it is. */
  readonly values?: Readonly<Record<string, string>>;
}

let wanted: CapturePreset | null = null;
let here: ChosenCustomer | null = null;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Opens the capture, from wherever; on a customer's page with that customer. */
export function openCapture(preset: CapturePreset = {}): void {
  wanted = { ...(here === null ? {} : { customer: here }), ...preset };
  tell();
}

/** Closes it; what was written stays as a draft until it is saved or thrown away. */
export function closeCapture(): void {
  wanted = null;
  tell();
}

/** What was asked for; null while nothing is open. */
export function useWantedCapture(): CapturePreset | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
}

/** Says which customer the page is about; returns how to take that back. */
export function captureAbout(customer: ChosenCustomer): () => void {
  here = customer;
  return () => {
    if (here?.externalId === customer.externalId) here = null;
  };
}

/** Whether somebody has written anything worth keeping. */
export function isWritten({ values }: CaptureDraft): boolean {
  return ['text', 'title'].some((name) => (values[name] ?? '').trim() !== '');
}

/**
 * What a text that was kept says, if it is a draft.
 *
 * @param text  As it was kept, or null.
 * @returns     The draft; null where there is none, or it is none.
 */
export function draftIn(text: string | null): CaptureDraft | null {
  try {
    const { kind, customer, values } = JSON.parse(text ?? 'null') as CaptureDraft;
    const chosen = customer === null || (typeof customer.externalId === 'string' && typeof customer.name === 'string');
    if (!CAPTURE_KINDS.includes(kind) || !chosen || !Object.values(values).every((value) => typeof value === 'string')) return null;
    return { kind, customer, values };
  } catch {
    return null;
  }
}
