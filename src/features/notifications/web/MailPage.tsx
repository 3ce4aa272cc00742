import { Button, Input, InputNumber, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { emailSchema } from '../../../contract/shapes.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit } from '../../access/contract.ts';
import { ConfirmDialog } from '../../access/web/widgets/ConfirmDialog.tsx';
import { Field } from '../../access/web/widgets/Field.tsx';
import form from '../../access/web/widgets/Form.module.css';
import style from '../../access/web/widgets/Settings.module.css';
import { useForm } from '../../access/web/widgets/use-form.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { mailSettings, myWishes, removeMail, saveMail, testMail } from '../contract-channels.ts';
import { Condition } from './Condition.tsx';
import own from './Notices.module.css';

type Mail = NonNullable<OutputOf<typeof mailSettings>['mail']>;

/** 邮件服务器: by which notices go out, whether it takes them, and what it answers to a test. */
export function MailPage() {
  const { t } = useTranslation('notifications');
  const asked = useOperation(mailSettings, {});
  if (asked.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (asked.isError) return <PageError place="mail" error={asked.error} onRetry={() => void asked.refetch()} />;
  const { mail } = asked.data;
  return (
    <>
      <h1 className={style.headline}>{mail === null ? t('mail.headline.none') : t('mail.headline.some', { host: mail.host })}</h1>
      <p className={style.definition}>{t('mail.definition')}</p>
      {mail !== null && <Trial mail={mail} />}
      <MailForm key={mail === null ? 'new' : `${mail.host} ${mail.port} ${mail.user}`} mail={mail} />
    </>
  );
}

function Trial({ mail }: { readonly mail: Mail }) {
  const { t } = useTranslation('notifications');
  const refresh = useRefresh(mailSettings);
  const test = useChange(testMail);
  const failing = mail.failingSince !== null || test.data?.sent === false;
  return (
    <>
      <div className={failing ? `${own.condition} ${own.failing}` : own.condition}>
        {test.data === undefined ? (
          <Condition {...mail} />
        ) : (
          <span role="status">
            {test.data.sent
              ? t('mail.tested.sent', { to: test.data.to, answer: test.data.answer })
              : t('mail.tested.refused', { answer: test.data.answer })}
          </span>
        )}
      </div>
      <div className={form.submit}>
        <Button loading={test.isPending} onClick={() => test.mutate({}, { onSuccess: refresh })}>
          {t('mail.test')}
        </Button>
        <RemoveMail />
      </div>
      {test.isError && <ErrorState error={test.error} />}
    </>
  );
}

function RemoveMail() {
  const { t } = useTranslation('notifications');
  const refresh = useRefresh(mailSettings, myWishes, listAudit);
  const remove = useChange(removeMail);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button type="text" onClick={() => setAsked(true)}>
        {t('mail.remove')}
      </Button>
      <ConfirmDialog
        open={asked}
        title={t('mail.remove')}
        confirm={t('mail.remove')}
        danger
        pending={remove.isPending}
        error={remove.error}
        onClose={() => setAsked(false)}
        onConfirm={() =>
          remove.mutate(
            {},
            {
              onSuccess: () => {
                setAsked(false);
                refresh();
              },
            },
          )
        }
      >
        <p>{t('mail.removeAbout')}</p>
      </ConfirmDialog>
    </>
  );
}

const HOST = /^[a-z0-9.:-]{1,253}$/i;

function MailForm({ mail }: { readonly mail: Mail | null }) {
  const { t } = useTranslation('notifications');
  const refresh = useRefresh(mailSettings, myWishes, listAudit);
  const save = useChange(saveMail);
  const handle = useForm({
    initial: {
      host: mail?.host ?? '',
      port: mail?.port ?? (465 as number | null),
      security: mail?.security ?? ('tls' as Mail['security']),
      user: mail?.user ?? '',
      password: '',
      sender: mail?.sender ?? '',
    },
    check: ({ host, port, sender }) => ({
      host: HOST.test(host.trim()) ? undefined : t('mail.problem.host'),
      port: port === null ? t('mail.problem.port') : undefined,
      sender: emailSchema.safeParse(sender).success ? undefined : t('mail.problem.sender'),
    }),
    error: save.error,
    refused: (field, _code, message) => {
      if (field === 'host' || field === 'port' || field === 'sender' || field === 'password') return t(`mail.problem.${field}`);
      return message;
    },
    onSubmit: ({ password, user, port, ...values }) =>
      save.mutate(
        { ...values, port: port ?? 0, user: user.trim() === '' ? null : user.trim(), ...(password !== '' && { password }) },
        { onSuccess: refresh },
      ),
  });
  const { values } = handle;
  const passwordHelp = mail?.password === 'kept' ? t('mail.passwordKept') : mail?.password === 'lost' ? t('mail.passwordLost') : '';
  return (
    <form className={`${form.form} ${style.narrow}`} onSubmit={handle.onSubmit} noValidate>
      <Field form={handle} name="host" label={t('mail.host')} help={t('mail.hostHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            autoComplete="off"
            spellCheck={false}
            value={values.host}
            onChange={({ target }) => handle.set('host', target.value)}
          />
        )}
      </Field>
      <Field
        form={handle}
        name="security"
        label={t('mail.security')}
        help={t(values.security === 'none' ? 'mail.securityNone' : 'mail.securityHelp')}
        group
      >
        {({ id }) => (
          <div id={id}>
            <Segmented
              aria-label={t('mail.security')}
              value={values.security}
              options={(['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: t(`mail.way.${value}`) }))}
              onChange={(security) => {
                handle.set('security', security);
                handle.set('port', { tls: 465, starttls: 587, none: 25 }[security]);
              }}
            />
          </div>
        )}
      </Field>
      <Field form={handle} name="port" label={t('mail.port')}>
        {({ status, ...control }) => (
          <InputNumber
            {...control}
            status={status}
            min={1}
            max={65_535}
            precision={0}
            controls={false}
            value={values.port}
            onChange={(port) => handle.set('port', port)}
          />
        )}
      </Field>
      <Field form={handle} name="user" label={t('mail.user')} help={t('mail.userHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            autoComplete="off"
            spellCheck={false}
            value={values.user}
            onChange={({ target }) => handle.set('user', target.value)}
          />
        )}
      </Field>
      <Field form={handle} name="password" label={t('mail.password')} help={passwordHelp}>
        {({ status, ...control }) => (
          <Input.Password
            {...control}
            status={status}
            autoComplete="new-password"
            value={values.password}
            onChange={({ target }) => handle.set('password', target.value)}
          />
        )}
      </Field>
      <Field form={handle} name="sender" label={t('mail.sender')} help={t('mail.senderHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            type="email"
            autoComplete="off"
            value={values.sender}
            onChange={({ target }) => handle.set('sender', target.value)}
          />
        )}
      </Field>
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={form.submit}>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('mail.save')}
        </Button>
        <span className={style.saved} role="status">
          {save.isSuccess && t('mail.saved')}
        </span>
      </div>
    </form>
  );
}
