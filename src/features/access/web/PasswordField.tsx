import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { PASSWORD_LENGTH, passwordWord } from './password-words.ts';
import { Field } from './widgets/Field.tsx';
import type { FormHandle } from './widgets/use-form.ts';

interface PasswordFieldProps<Values> {
  readonly form: FormHandle<Values>;
  readonly name: keyof Values & string;
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly autoFocus?: boolean;
  /** What the browser may fill in. */
  readonly autoComplete?: 'current-password' | 'new-password';
}

/** A password that there is already. */
export function PasswordField<Values extends object>({
  form,
  name,
  label,
  help,
  value,
  onChange,
  autoFocus = false,
  autoComplete = 'current-password',
}: PasswordFieldProps<Values>) {
  return (
    <Field form={form} name={name} label={label} help={help}>
      {({ status, ...control }) => (
        <Input.Password
          {...control}
          status={status}
          autoFocus={autoFocus}
          autoComplete={autoComplete}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A new password, with a word on its length while it is typed. */
export function NewPasswordField<Values extends object>(props: Omit<PasswordFieldProps<Values>, 'help' | 'autoComplete'>) {
  const { t } = useTranslation('access');
  const { length } = props.value;
  const help = t(`password.word.${passwordWord(length)}`, { ...PASSWORD_LENGTH, missing: PASSWORD_LENGTH.least - length, length });
  return <PasswordField {...props} help={help} autoComplete="new-password" />;
}
