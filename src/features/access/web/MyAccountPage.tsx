import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatMoment, type Locale } from '../../../web/format.ts';
import { useSignOut } from '../../../web/session.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { changePassword, listPeople, listSessions, me as meOperation, revokeSession } from '../contract.ts';
import { AwayForm } from './AwayForm.tsx';
import { awayWords } from './away-words.ts';
import { deviceOf } from './device-words.ts';
import { formWords } from './form-words.ts';
import { NewPasswordField, PasswordField } from './PasswordField.tsx';
import form from './widgets/Form.module.css';
import style from './widgets/Settings.module.css';
import { useForm } from './widgets/use-form.ts';
import { useMembership } from './widgets/use-membership.ts';
import { useRefresh } from './widgets/use-refresh.ts';

/** 我的账号: who I am here, my password, and where I am signed in. */
export function MyAccountPage() {
  const { t } = useTranslation('access');
  const me = useOperation(meOperation, {});
  const mine = useMembership();
  return (
    <>
      <h1 className={style.headline}>{me.data?.name ?? t('account.title')}</h1>
      <p className={style.definition}>
        {me.data?.email}
        {mine !== null && (
          <>
            {t('comma')}
            {mine.functions.map((one) => t(`shell:function.${one}`)).join(t('listComma'))}
            {t('comma')}
            {t(`scopeSees.${mine.scope}`)}
          </>
        )}
      </p>
      <section className={style.section}>
        <h2>{t('account.password')}</h2>
        <p className={style.definition}>{t('account.passwordAbout')}</p>
        <PasswordForm email={me.data?.email ?? ''} />
      </section>
      <Absence />
      <section className={style.section}>
        <h2>{t('account.sessions')}</h2>
        <p className={style.definition}>{t('account.sessionsAbout')}</p>
        <Sessions />
      </section>
    </>
  );
}

/** When I am away, and who takes my new work: for those who work in a workspace. */
function Absence() {
  const { t, i18n } = useTranslation('access');
  const mine = useMembership();
  const people = useOperation(listPeople, {}, { enabled: mine !== null });
  const person = people.data?.people.find(({ personId }) => personId === mine?.personId);
  if (person === undefined) return null;
  const { away } = person;
  return (
    <section className={style.section}>
      <h2>{t('away.title')}</h2>
      <p className={style.definition}>{t('away.about')}</p>
      {away !== null && <p role="status">{awayWords(away, i18n.language as Locale, t)}</p>}
      <div className={style.narrow}>
        <AwayForm key={`${away?.from} ${away?.until} ${away?.standIn?.personId}`} person={person} onDone={() => undefined} />
      </div>
    </section>
  );
}

function PasswordForm({ email }: { readonly email: string }) {
  const [round, setRound] = useState(0);
  // A new round empties the fields and keeps what was said.
  return <PasswordFields key={round} email={email} changed={round > 0} onDone={() => setRound((now) => now + 1)} />;
}

interface PasswordFieldsProps {
  readonly email: string;
  readonly changed: boolean;
  readonly onDone: () => void;
}

function PasswordFields({ email, changed, onDone }: PasswordFieldsProps) {
  const { t } = useTranslation('access');
  const words = formWords(t);
  const change = useChange(changePassword);
  const refresh = useRefresh(listSessions);
  const handle = useForm({
    initial: { current: '', next: '' },
    check: ({ current, next }) => ({
      current: words.someText(current),
      next: words.newPassword(next) ?? (next === current ? t('problem.samePassword') : undefined),
    }),
    error: change.error,
    byCode: { 'wrong-credentials': 'current' },
    refused: words.refused,
    onSubmit: (values) =>
      change.mutate(values, {
        onSuccess: () => {
          refresh();
          onDone();
        },
      }),
  });
  const untouched = handle.values.current === '' && handle.values.next === '';
  return (
    <form className={`${form.form} ${style.narrow}`} onSubmit={handle.onSubmit} noValidate>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        form={handle}
        name="current"
        label={t('account.current')}
        value={handle.values.current}
        onChange={(password) => handle.set('current', password)}
      />
      <NewPasswordField
        form={handle}
        name="next"
        label={t('field.newPassword')}
        value={handle.values.next}
        onChange={(next) => handle.set('next', next)}
      />
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={form.submit}>
        <Button htmlType="submit" loading={change.isPending}>
          {t('account.change')}
        </Button>
        <span className={style.saved} role="status">
          {changed && untouched && t('account.changed')}
        </span>
      </div>
    </form>
  );
}

type Session = OutputOf<typeof listSessions>['sessions'][number];

function Sessions() {
  const { t } = useTranslation('access');
  const sessions = useOperation(listSessions, {});
  const revoke = useChange(revokeSession);
  const refresh = useRefresh(listSessions);
  const signOut = useSignOut();
  if (sessions.isPending) return <Skeleton active paragraph={{ rows: 3 }} />;
  if (sessions.isError) return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  const list = sessions.data.sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
  const end = ({ id, current }: Session): void => {
    if (current) void signOut();
    else revoke.mutate({ sessionId: id }, { onSettled: refresh });
  };
  return (
    <>
      <table className={style.table}>
        <thead>
          <tr>
            {(['device', 'address', 'since', 'until'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`account.column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className={style.unseen}>{t('acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              ending={revoke.isPending && revoke.variables.sessionId === session.id}
              onEnd={() => end(session)}
            />
          ))}
        </tbody>
      </table>
      {revoke.isError && <ErrorState error={revoke.error} />}
    </>
  );
}

interface SessionRowProps {
  readonly session: Session;
  readonly ending: boolean;
  readonly onEnd: () => void;
}

function SessionRow({ session, ending, onEnd }: SessionRowProps) {
  const { t, i18n } = useTranslation('access');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const locale = i18n.language as Locale;
  const { browser, system } = deviceOf(session.userAgent);
  const name = browser === null ? null : t(`account.browser.${browser}`, { defaultValue: browser });
  return (
    <tr>
      <td title={session.userAgent ?? ''}>
        <span className={style.name}>
          {name === null && system === null ? t('account.unknownDevice') : [name, system].filter(Boolean).join(t('account.on'))}
        </span>
        {session.current && <span className={style.quiet}>{t('account.thisDevice')}</span>}
      </td>
      <td className={style.faint}>{session.ip ?? ''}</td>
      <td data-label={t('account.column.since')}>{formatMoment(session.createdAt, zone, locale)}</td>
      <td data-label={t('account.column.until')}>{formatMoment(session.expiresAt, zone, locale)}</td>
      <td className={style.acts}>
        <Button size="small" type="text" loading={ending} onClick={onEnd}>
          {t(session.current ? 'account.signOut' : 'account.revoke')}
        </Button>
      </td>
    </tr>
  );
}
