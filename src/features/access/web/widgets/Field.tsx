import type { ReactNode } from 'react';
import style from './Form.module.css';
import type { FormHandle } from './use-form.ts';

/** What a control needs so that its label, help and problem belong to it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
  readonly status: 'error' | '';
  readonly onBlur: () => void;
}

interface FieldProps<Values> {
  readonly form: FormHandle<Values>;
  readonly name: keyof Values & string;
  readonly label: string;
  readonly help?: ReactNode;
  /** Several controls under one name: checkboxes, radios. */
  readonly group?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label above, a control, and beneath it one line: help, or what is wrong. A field without help takes no room for it. */
export function Field<Values extends object>({ form, name, label, help, group = false, children }: FieldProps<Values>) {
  const id = form.idOf(name);
  const problem = form.problem(name);
  const control: ControlProps = {
    id,
    'aria-describedby': `${id}-help`,
    'aria-invalid': problem !== null,
    status: problem === null ? '' : 'error',
    onBlur: () => form.leave(name),
  };
  const beneath = (
    <div id={`${id}-help`} className={style.beneath} aria-live="polite">
      {problem === null ? help : <span className={style.problem}>{problem}</span>}
    </div>
  );
  if (group) {
    return (
      <fieldset className={style.field} aria-describedby={`${id}-help`}>
        <legend className={style.label}>{label}</legend>
        {children(control)}
        {beneath}
      </fieldset>
    );
  }
  return (
    <div className={style.field}>
      <label className={style.label} htmlFor={id}>
        {label}
      </label>
      {children(control)}
      {beneath}
    </div>
  );
}
