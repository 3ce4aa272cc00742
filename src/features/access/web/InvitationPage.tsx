import { Link, useParams } from '@tanstack/react-router';
import { Button, Input, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { ApiError } from '../../../web/call.ts';
import { spaced } from '../../../web/format.ts';
import { useSignedIn } from '../../../web/session.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { acceptInvitation, invitation } from '../contract.ts';
import style from './Entry.module.css';
import { formWords } from './form-words.ts';
import { NewPasswordField, PasswordField } from './PasswordField.tsx';
import { Field } from './widgets/Field.tsx';
import form from './widgets/Form.module.css';
import { useForm } from './widgets/use-form.ts';

/** 邀请: what the link offers, and a password to come in with. */
export function InvitationPage() {
  const { t } = useTranslation('access');
  const { token = '' } = useParams({ strict: false });
  const offer = useOperation(invitation, { token });
  if (offer.isPending) return <Skeleton active paragraph={{ rows: 5 }} />;
  if (offer.isError) {
    const expired = offer.error instanceof ApiError && offer.error.code === 'link-expired';
    return expired ? <ExpiredInvitation /> : <PageError place="invitation" error={offer.error} onRetry={() => void offer.refetch()} />;
  }
  return (
    <>
      <h1 className={style.title}>{spaced(t('invitation.title', { workspace: offer.data.workspaceName }))}</h1>
      <p className={style.about}>{spaced(t('invitation.about', { who: offer.data.invitedBy }))}</p>
      <AcceptForm token={token} offer={offer.data} />
    </>
  );
}

function ExpiredInvitation() {
  const { t } = useTranslation('access');
  return (
    <>
      <h1 className={style.title}>{t('invitation.expired')}</h1>
      <p className={style.about}>{t('invitation.expiredNext')}</p>
      <div className={style.go}>
        <Link to="/sign-in">
          <Button block>{t('invitation.toSignIn')}</Button>
        </Link>
      </div>
    </>
  );
}

function AcceptForm({ token, offer }: { readonly token: string; readonly offer: OutputOf<typeof invitation> }) {
  const { t } = useTranslation('access');
  const words = formWords(t);
  const change = useChange(acceptInvitation);
  const signedIn = useSignedIn();
  const expired = change.error instanceof ApiError && change.error.code === 'link-expired';
  const handle = useForm({
    initial: { name: offer.name, password: '' },
    check: ({ name, password }) => ({
      name: words.name(name),
      password: offer.hasLogin ? words.someText(password) : words.newPassword(password),
    }),
    error: change.error,
    byCode: { 'wrong-credentials': 'password' },
    refused: words.refused,
    onSubmit: (values) => change.mutate({ token, ...values }, { onSuccess: ({ workspaceKey }) => void signedIn(`/${workspaceKey}`) }),
  });
  if (expired) return <ExpiredInvitation />;
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <div className={form.field}>
        <label className={form.label} htmlFor="invited-email">
          {t('field.email')}
        </label>
        <Input id="invited-email" type="email" autoComplete="username" readOnly variant="filled" value={offer.email} />
        <div className={form.beneath}>{t(offer.hasLogin ? 'invitation.hasLogin' : 'invitation.emailHelp')}</div>
      </div>
      <Field form={handle} name="name" label={t('field.yourName')} help={t('field.yourNameHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            autoComplete="name"
            value={handle.values.name}
            onChange={(event) => handle.set('name', event.target.value)}
          />
        )}
      </Field>
      {offer.hasLogin ? (
        <PasswordField
          form={handle}
          name="password"
          label={t('invitation.presentPassword')}
          help={t('invitation.presentPasswordHelp')}
          autoFocus
          value={handle.values.password}
          onChange={(password) => handle.set('password', password)}
        />
      ) : (
        <NewPasswordField
          form={handle}
          name="password"
          label={t('field.newPassword')}
          autoFocus
          value={handle.values.password}
          onChange={(password) => handle.set('password', password)}
        />
      )}
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={style.go}>
        <Button type="primary" htmlType="submit" loading={change.isPending} block>
          {t('invitation.go')}
        </Button>
      </div>
    </form>
  );
}
