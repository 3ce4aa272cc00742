import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { PASSWORD_LENGTH, passwordWord } from './password-words.ts';
import { Field } from './widgets/Field.tsx';
import type { FormHandle } from './widgets/use-form.ts';

interface NewPasswordFieldProps<Values> {
  readonly form: FormHandle<Values>;
  readonly name: keyof Values & string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly autoFocus?: boolean;
}

/** A new password, with a word on its length while it is typed. */
export function NewPasswordField<Values extends object>({
  form,
  name,
  label,
  value,
  onChange,
  autoFocus = false,
}: NewPasswordFieldProps<Values>) {
  const { t } = useTranslation('access');
  const { length } = value;
  const help = t(`password.word.${passwordWord(length)}`, { ...PASSWORD_LENGTH, missing: PASSWORD_LENGTH.least - length, length });
  return (
    <Field form={form} name={name} label={label} help={help}>
      {({ status, ...control }) => (
        <Input.Password
          {...control}
          status={status}
          autoFocus={autoFocus}
          autoComplete="new-password"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
