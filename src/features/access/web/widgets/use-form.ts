import { type FormEvent, useEffect, useId, useState } from 'react';
import { ApiError } from '../../../../web/call.ts';
import { fieldErrors } from './field-errors.ts';

/** What is wrong, by field; undefined where nothing is. */
export type Problems<Values> = { readonly [Name in keyof Values & string]?: string | undefined };

interface FormOptions<Values> {
  readonly initial: Values;
  /** What is wrong with these values, in the reader's words, by field. */
  readonly check: (values: Values) => Problems<Values>;
  readonly onSubmit: (values: Values) => void;
  /** Why the last call was refused. */
  readonly error?: unknown;
  /** The field that an error code speaks about. */
  readonly byCode?: Readonly<Partial<Record<string, keyof Values & string>>>;
  /** Words for what the server refuses at a field. */
  readonly refused: (field: keyof Values & string, code: string, message: string) => string;
}

export interface FormHandle<Values> {
  readonly values: Values;
  readonly set: <Name extends keyof Values & string>(field: Name, value: Values[Name]) => void;
  /** The field was left: from now on it says what is wrong with it. */
  readonly leave: (field: keyof Values & string) => void;
  readonly problem: (field: keyof Values & string) => string | null;
  readonly idOf: (field: keyof Values & string) => string;
  readonly onSubmit: (event: FormEvent) => void;
  /** An error that belongs to no field; shown for the form. */
  readonly rest: unknown;
}

/** A form that checks a field when it is left, all of them when it is sent, and puts the server's refusals to their fields. */
export function useForm<Values extends object>(options: FormOptions<Values>): FormHandle<Values> {
  type Name = keyof Values & string;
  const { check, error, byCode = {} } = options;
  const prefix = useId();
  const [values, setValues] = useState(options.initial);
  const [left, setLeft] = useState<ReadonlySet<Name>>(new Set());
  const [changed, setChanged] = useState<ReadonlySet<Name>>(new Set());
  const names = Object.keys(options.initial) as Name[];
  const found = check(values);
  const refusal = error instanceof ApiError ? error : null;
  const { at, whole } = fieldErrors<Name>(refusal, names, byCode);
  const idOf = (field: Name): string => `${prefix}${field}`;
  const problem = (field: Name): string | null => {
    if (left.has(field) && found[field] !== undefined) return found[field] ?? null;
    const message = at[field];
    if (refusal === null || message === undefined || changed.has(field)) return null;
    return options.refused(field, refusal.code, message);
  };
  // A refusal from the server leads to its field, as one found here does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    const first = names.find((name) => at[name] !== undefined);
    if (first !== undefined) focusField(idOf(first));
  }, [refusal]);
  return {
    values,
    set: (field, value) => {
      setValues((now) => ({ ...now, [field]: value }));
      setChanged((now) => new Set(now).add(field));
    },
    leave: (field) => setLeft((now) => (now.has(field) ? now : new Set(now).add(field))),
    problem,
    idOf,
    onSubmit: (event) => {
      event.preventDefault();
      event.stopPropagation();
      setLeft(new Set(names));
      const first = names.find((name) => found[name] !== undefined);
      if (first !== undefined) return focusField(idOf(first));
      setChanged(new Set());
      options.onSubmit(values);
    },
    rest: error === undefined || error === null || (refusal !== null && !whole) ? null : error,
  };
}

function focusField(id: string): void {
  const found = document.getElementById(id);
  const control = found?.matches('input, textarea, button') ? found : (found?.querySelector<HTMLElement>('input, button') ?? found);
  control?.focus();
}
