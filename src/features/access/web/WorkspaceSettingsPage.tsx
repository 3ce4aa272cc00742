import { Button, Input, Segmented, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ADMINISTERING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { type Locale, zoneName } from '../../../web/format.ts';
import { LOCALES } from '../../../web/language.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit, me, updateWorkspace, workspace as workspaceOperation } from '../contract.ts';
import { formWords } from './form-words.ts';
import { Field } from './widgets/Field.tsx';
import form from './widgets/Form.module.css';
import style from './widgets/Settings.module.css';
import { useForm } from './widgets/use-form.ts';
import { useHolds } from './widgets/use-membership.ts';
import { useRefresh } from './widgets/use-refresh.ts';
import { ZoneSelect } from './ZoneSelect.tsx';

type Workspace = OutputOf<typeof workspaceOperation>;

/** 工作区: its name, language and days. */
export function WorkspaceSettingsPage() {
  const { t } = useTranslation('access');
  const asked = useOperation(workspaceOperation, {});
  const admin = useHolds(ADMINISTERING);
  if (asked.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (asked.isError) return <PageError place="workspace" error={asked.error} onRetry={() => void asked.refetch()} />;
  return (
    <>
      <h1 className={style.headline}>{asked.data.name}</h1>
      <p className={style.definition}>
        {t('workspace.definition')}
        {!admin && t('onlyAdministrators')}
      </p>
      {admin ? <WorkspaceForm key={asked.data.timeZone} workspace={asked.data} /> : <WorkspaceFacts workspace={asked.data} />}
    </>
  );
}

function WorkspaceFacts({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('access');
  const facts = [
    [t('workspace.address'), addressOf(workspace)],
    [t('field.locale'), t(`locale.${workspace.locale}`)],
    [t('field.timeZone'), workspace.timeZone],
  ] as const;
  return (
    <dl className={style.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function addressOf({ key }: Workspace): string {
  return `${window.location.host}/${key}`;
}

function WorkspaceForm({ workspace }: { readonly workspace: Workspace }) {
  const { t, i18n } = useTranslation('access');
  const words = formWords(t);
  const refresh = useRefresh(workspaceOperation, me, listAudit);
  const change = useChange(updateWorkspace);
  const { name, locale, timeZone } = workspace;
  const handle = useForm({
    initial: { name, locale, timeZone },
    check: (values) => ({ name: words.name(values.name) }),
    error: change.error,
    byCode: { conflict: 'timeZone' },
    refused: (field, code, message) => (code === 'conflict' ? t('workspace.zoneFixedMeanwhile') : words.refused(field, code, message)),
    onSubmit: ({ timeZone: zone, ...values }) =>
      change.mutate({ ...values, ...(!workspace.timeZoneFixed && { timeZone: zone }) }, { onSuccess: refresh }),
  });
  const same = (['name', 'locale', 'timeZone'] as const).every((field) => handle.values[field] === workspace[field]);
  return (
    <form className={`${form.form} ${style.narrow}`} onSubmit={handle.onSubmit} noValidate>
      <Field form={handle} name="name" label={t('field.workspaceName')} help={t('workspace.nameHelp', { address: addressOf(workspace) })}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            autoComplete="off"
            value={handle.values.name}
            onChange={(event) => handle.set('name', event.target.value)}
          />
        )}
      </Field>
      <Field form={handle} name="locale" label={t('field.locale')} help={t('workspace.localeHelp')} group>
        {({ id }) => (
          <div id={id}>
            <Segmented
              aria-label={t('field.locale')}
              value={handle.values.locale}
              options={LOCALES.map((value) => ({ value, label: t(`locale.${value}`) }))}
              onChange={(value) => handle.set('locale', value)}
            />
          </div>
        )}
      </Field>
      {workspace.timeZoneFixed ? (
        <div className={form.field}>
          <span className={form.label}>{t('field.timeZone')}</span>
          <span>
            {timeZone} <span className={style.faint}>{zoneName(timeZone, i18n.language as Locale)}</span>
          </span>
          <div className={form.beneath}>{t('workspace.zoneFixed')}</div>
        </div>
      ) : (
        <Field form={handle} name="timeZone" label={t('field.timeZone')} help={t('workspace.zoneOpen')}>
          {(control) => <ZoneSelect control={control} value={handle.values.timeZone} onChange={(zone) => handle.set('timeZone', zone)} />}
        </Field>
      )}
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={form.submit}>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('save')}
        </Button>
        <span className={style.saved} role="status">
          {change.isSuccess && same && t('saved')}
        </span>
      </div>
    </form>
  );
}
