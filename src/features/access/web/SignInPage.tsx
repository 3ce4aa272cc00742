import { Navigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../web/call.ts';
import { useSignedIn } from '../../../web/session.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { setupStatus, signIn } from '../contract.ts';
import style from './Entry.module.css';
import { formWords } from './form-words.ts';
import { PasswordField } from './PasswordField.tsx';
import { Field } from './widgets/Field.tsx';
import form from './widgets/Form.module.css';
import { waitSeconds } from './widgets/field-errors.ts';
import { useForm } from './widgets/use-form.ts';

/** 登录: e-mail and password, then back to where one was. */
export function SignInPage() {
  const { t } = useTranslation('access');
  const words = formWords(t);
  const setup = useOperation(setupStatus, {});
  const change = useChange(signIn);
  const signedIn = useSignedIn();
  const [refusals, setRefusals] = useState(0);
  const handle = useForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) => ({ email: words.email(email), password: words.someText(password) }),
    error: change.error,
    refused: words.refused,
    onSubmit: (values) => change.mutate(values, { onSuccess: () => void signedIn(), onError: () => setRefusals((count) => count + 1) }),
  });
  if (setup.data?.open) return <Navigate to="/setup" replace />;
  return (
    <>
      <h1 className={style.title}>{t('signIn.title')}</h1>
      <p className={style.about}>{t('signIn.about')}</p>
      <form className={form.form} onSubmit={handle.onSubmit} noValidate>
        <Field form={handle} name="email" label={t('field.email')}>
          {({ status, ...control }) => (
            <Input
              {...control}
              status={status}
              type="email"
              autoFocus
              autoComplete="username"
              inputMode="email"
              value={handle.values.email}
              onChange={(event) => handle.set('email', event.target.value)}
            />
          )}
        </Field>
        <PasswordField
          form={handle}
          name="password"
          label={t('field.password')}
          value={handle.values.password}
          onChange={(password) => handle.set('password', password)}
        />
        {!change.isPending && <Refused key={refusals} error={handle.rest} />}
        <div className={style.go}>
          <Button type="primary" htmlType="submit" loading={change.isPending} block>
            {t('signIn.go')}
          </Button>
        </div>
      </form>
      <p className={style.note}>{t('signIn.forgotten')}</p>
    </>
  );
}

/** Why one was not let in, said calmly. */
function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('access');
  if (error === null) return null;
  if (error instanceof ApiError && error.code === 'wrong-credentials') {
    return (
      <p className={style.refused} role="alert">
        <strong>{t('signIn.wrong')}</strong>
        {t('signIn.wrongNext')}
      </p>
    );
  }
  const wait = error instanceof ApiError ? waitSeconds(error) : null;
  return wait === null ? <ErrorState error={error} /> : <Wait seconds={wait} />;
}

function Wait({ seconds }: { readonly seconds: number }) {
  const { t } = useTranslation('access');
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className={style.refused}>
      <strong role="alert">{t('signIn.tooMany')}</strong>
      {left > 0 ? t('signIn.wait', { count: left }) : t('signIn.waited')}
    </p>
  );
}
