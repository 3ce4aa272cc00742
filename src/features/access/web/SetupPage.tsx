import { Link } from '@tanstack/react-router';
import { Button, Input, Segmented, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../web/format.ts';
import { LOCALES } from '../../../web/language.ts';
import { useSignedIn } from '../../../web/session.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { setup, setupStatus } from '../contract.ts';
import style from './Entry.module.css';
import { formWords } from './form-words.ts';
import { NewPasswordField } from './PasswordField.tsx';
import { Field } from './widgets/Field.tsx';
import formStyle from './widgets/Form.module.css';
import { useForm } from './widgets/use-form.ts';
import { proposeKey } from './workspace-key.ts';
import { ZoneSelect } from './ZoneSelect.tsx';

/** 开始使用系舟: the first visitor becomes the owner and names the workspace. */
export function SetupPage() {
  const { t } = useTranslation('access');
  const status = useOperation(setupStatus, {});
  if (status.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (status.isError) return <PageError place="setup" error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data.open) {
    return (
      <>
        <h1 className={style.title}>{t('setup.closed')}</h1>
        <p className={style.about}>{t('setup.closedNext')}</p>
        <Link to="/sign-in">
          <Button type="primary">{t('signIn.go')}</Button>
        </Link>
      </>
    );
  }
  return (
    <>
      <h1 className={style.title}>{t('setup.title')}</h1>
      <p className={style.about}>{t('setup.about')}</p>
      <SetupForm codeRequired={status.data.codeRequired} />
    </>
  );
}

interface SetupValues {
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly workspaceName: string;
  /** Null: as proposed from the name. */
  readonly workspaceKey: string | null;
  readonly timeZone: string;
}

const EMPTY: SetupValues = {
  code: '',
  name: '',
  email: '',
  password: '',
  workspaceName: '',
  workspaceKey: null,
  timeZone: 'Asia/Shanghai',
};

function SetupForm({ codeRequired }: { readonly codeRequired: boolean }) {
  const { t, i18n } = useTranslation('access');
  const words = formWords(t);
  const change = useChange(setup);
  const signedIn = useSignedIn();
  const propose = useKeyProposal();
  const keyOf = (values: SetupValues): string => values.workspaceKey ?? propose(values.workspaceName);
  const form = useForm<SetupValues>({
    initial: EMPTY,
    check: (values) => ({
      code: codeRequired ? words.someText(values.code.trim()) : undefined,
      name: words.name(values.name),
      email: words.email(values.email),
      password: words.newPassword(values.password),
      workspaceName: words.name(values.workspaceName),
      workspaceKey: words.workspaceKey(keyOf(values)),
    }),
    error: change.error,
    byCode: { 'setup-code-wrong': 'code', 'key-taken': 'workspaceKey' },
    refused: words.refused,
    onSubmit: ({ code, ...values }) => {
      const workspaceKey = keyOf({ code, ...values });
      const locale = i18n.language as Locale;
      change.mutate(
        { ...values, workspaceKey, locale, ...(codeRequired && { code: code.trim() }) },
        { onSuccess: ({ workspace }) => void signedIn(`/${workspace.key}/start`) },
      );
    },
  });
  const text = (name: 'code' | 'name' | 'email' | 'workspaceName') => ({
    value: form.values[name],
    onChange: (event: { target: { value: string } }) => form.set(name, event.target.value),
  });
  return (
    <form className={formStyle.form} onSubmit={form.onSubmit} noValidate>
      {codeRequired && (
        <Field form={form} name="code" label={t('setup.code')} help={t('setup.codeHelp')}>
          {({ status, ...control }) => <Input {...control} status={status} autoFocus autoComplete="one-time-code" {...text('code')} />}
        </Field>
      )}
      <Field form={form} name="name" label={t('field.yourName')} help={t('field.yourNameHelp')}>
        {({ status, ...control }) => <Input {...control} status={status} autoFocus={!codeRequired} autoComplete="name" {...text('name')} />}
      </Field>
      <Field form={form} name="email" label={t('field.email')} help={t('setup.emailHelp')}>
        {({ status, ...control }) => <Input {...control} status={status} type="email" autoComplete="username" {...text('email')} />}
      </Field>
      <NewPasswordField
        form={form}
        name="password"
        label={t('field.password')}
        value={form.values.password}
        onChange={(password) => form.set('password', password)}
      />
      <section className={style.group} aria-labelledby="setup-workspace">
        <h2 id="setup-workspace">{t('setup.workspace')}</h2>
        <Field form={form} name="workspaceName" label={t('field.workspaceName')} help={t('setup.workspaceNameHelp')}>
          {({ status, ...control }) => <Input {...control} status={status} autoComplete="organization" {...text('workspaceName')} />}
        </Field>
        <Field form={form} name="workspaceKey" label={t('field.workspaceKey')} help={t('setup.workspaceKeyHelp')}>
          {({ status, ...control }) => (
            <Input
              {...control}
              status={status}
              prefix={<span className={style.host}>{window.location.host}/</span>}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={40}
              value={keyOf(form.values)}
              onChange={(event) => form.set('workspaceKey', event.target.value.toLowerCase())}
            />
          )}
        </Field>
        <Field form={form} name="timeZone" label={t('field.timeZone')} help={t('setup.timeZoneHelp')}>
          {(control) => <ZoneSelect control={control} value={form.values.timeZone} onChange={(zone) => form.set('timeZone', zone)} />}
        </Field>
        <div className={formStyle.field}>
          <span className={formStyle.label} id="setup-language">
            {t('field.locale')}
          </span>
          <Segmented
            aria-labelledby="setup-language"
            value={i18n.language as Locale}
            options={LOCALES.map((value) => ({ value, label: t(`locale.${value}`) }))}
            onChange={(locale) => void i18n.changeLanguage(locale)}
          />
          <div className={formStyle.beneath}>{t('setup.localeHelp')}</div>
        </div>
      </section>
      {form.rest !== null && <ErrorState error={form.rest} />}
      <div className={style.go}>
        <Button type="primary" htmlType="submit" loading={change.isPending} block>
          {t('setup.go')}
        </Button>
      </div>
    </form>
  );
}

/** The proposal of a key. The dictionary of pinyin is large, so it is loaded beside the page; until it is there 汉字 propose nothing. */
function useKeyProposal(): (name: string) => string {
  const [syllables, setSyllables] = useState<(han: string) => readonly string[]>(() => () => []);
  useEffect(() => {
    let open = true;
    import('pinyin-pro').then(
      ({ pinyin }) => {
        if (open) setSyllables(() => (han: string) => pinyin(han, { toneType: 'none', type: 'array', v: true }));
      },
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, []);
  return (name) => proposeKey(name, syllables);
}
