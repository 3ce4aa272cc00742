import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../web/call.ts';
import { sayEnded } from '../../../web/session-end.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { signIn } from '../contract.ts';
import { formWords } from './form-words.ts';
import { PasswordField } from './PasswordField.tsx';
import form from './widgets/Form.module.css';
import { useForm } from './widgets/use-form.ts';

/** The session ran out while a page was open: the password again, and the page goes on with everything that was typed in it. */
export function SignInAgain({ email }: { readonly email: string }) {
  const { t } = useTranslation('access');
  const words = formWords(t);
  const cache = useQueryClient();
  const router = useRouter();
  const change = useChange(signIn);
  const goOn = (): void => {
    sayEnded(false);
    void cache.invalidateQueries();
  };
  const handle = useForm({
    initial: { password: '' },
    check: ({ password }) => ({ password: words.someText(password) }),
    error: change.error,
    refused: words.refused,
    onSubmit: ({ password }) => change.mutate({ email, password }, { onSuccess: goOn }),
  });
  const leave = (): void => {
    cache.clear();
    sayEnded(false);
    void router.navigate({ to: '/sign-in', search: { to: router.state.location.href } });
  };
  return (
    <Modal
      open
      title={t('signInAgain.title')}
      footer={null}
      width={400}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      zIndex={1200}
    >
      <form className={form.form} onSubmit={handle.onSubmit} noValidate>
        <p className={form.said}>{t('signInAgain.about', { email })}</p>
        <PasswordField
          form={handle}
          name="password"
          label={t('field.password')}
          autoFocus
          value={handle.values.password}
          onChange={(password) => handle.set('password', password)}
        />
        {!change.isPending && <Refused error={handle.rest} />}
        <div className={form.submitEnd}>
          <Button type="text" onClick={leave}>
            {t('signInAgain.other')}
          </Button>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('signIn.go')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The e-mail address is known here: only the password can be wrong. */
function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('access');
  if (error === null) return null;
  if (error instanceof ApiError && error.code === 'wrong-credentials') {
    return (
      <p className={form.problem} role="alert">
        {t('signInAgain.wrong')}
      </p>
    );
  }
  return <ErrorState error={error} />;
}
