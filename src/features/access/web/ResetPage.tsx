import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../web/call.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { completeReset } from '../contract.ts';
import style from './Entry.module.css';
import { formWords } from './form-words.ts';
import { NewPasswordField } from './PasswordField.tsx';
import form from './widgets/Form.module.css';
import { useForm } from './widgets/use-form.ts';

/** 重置密码: a new password by a one-time link. */
export function ResetPage() {
  const { t } = useTranslation('access');
  const { token = '' } = useParams({ strict: false });
  const words = formWords(t);
  const change = useChange(completeReset);
  const handle = useForm({
    initial: { password: '' },
    check: ({ password }) => ({ password: words.newPassword(password) }),
    error: change.error,
    refused: words.refused,
    onSubmit: ({ password }) => change.mutate({ token, password }),
  });
  if (change.isSuccess) return <Outcome title={t('reset.done')} about={t('reset.doneNext')} />;
  if (change.error instanceof ApiError && change.error.code === 'link-expired')
    return <Outcome title={t('reset.expired')} about={t('reset.expiredNext')} />;
  return (
    <>
      <h1 className={style.title}>{t('reset.title')}</h1>
      <p className={style.about}>{t('reset.about')}</p>
      <form className={form.form} onSubmit={handle.onSubmit} noValidate>
        <NewPasswordField
          form={handle}
          name="password"
          label={t('field.newPassword')}
          autoFocus
          value={handle.values.password}
          onChange={(password) => handle.set('password', password)}
        />
        {handle.rest !== null && <ErrorState error={handle.rest} />}
        <div className={style.go}>
          <Button type="primary" htmlType="submit" loading={change.isPending} block>
            {t('reset.go')}
          </Button>
        </div>
      </form>
    </>
  );
}

function Outcome({ title, about }: { readonly title: string; readonly about: string }) {
  const { t } = useTranslation('access');
  return (
    <div role="status">
      <h1 className={style.title}>{title}</h1>
      <p className={style.about}>{about}</p>
      <div className={style.go}>
        <Link to="/sign-in">
          <Button type="primary" block>
            {t('reset.toSignIn')}
          </Button>
        </Link>
      </div>
    </div>
  );
}
