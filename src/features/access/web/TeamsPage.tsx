import { Button, Input, Modal, Select, Skeleton } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ADMINISTERING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { NO_VALUE, spaced } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { focusFirst } from '../../../web/ui/focus-first.ts';
import { PageError } from '../../../web/ui/PageError.tsx';
import { SavedTable } from '../../../web/ui/SavedTable.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { deleteTeam, listAudit, listPeople, listTeams, saveTeam } from '../contract.ts';
import { formWords } from './form-words.ts';
import type { Person } from './people-view.ts';
import { ConfirmDialog } from './widgets/ConfirmDialog.tsx';
import { Field } from './widgets/Field.tsx';
import form from './widgets/Form.module.css';
import style from './widgets/Settings.module.css';
import { useForm } from './widgets/use-form.ts';
import { useLast } from './widgets/use-last.ts';
import { useHolds } from './widgets/use-membership.ts';
import { useRefresh } from './widgets/use-refresh.ts';

type Team = OutputOf<typeof listTeams>['teams'][number];
type TeamAct = { readonly act: 'save'; readonly team: Team | null } | { readonly act: 'delete'; readonly team: Team };

/** 团队: who leads whom. A lead sees the customers of the whole team. */
export function TeamsPage() {
  const { t } = useTranslation('access');
  const teams = useOperation(listTeams, {});
  const people = useOperation(listPeople, {});
  const admin = useHolds(ADMINISTERING);
  const [act, setAct] = useState<TeamAct | null>(null);
  if (teams.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (teams.isError) return <PageError place="teams" error={teams.error} onRetry={() => void teams.refetch()} />;
  const list = teams.data.teams;
  const everybody = people.data?.people ?? [];
  const without = everybody.filter((person) => person.active && person.teamId === null).length;
  const create = (
    <Button type="primary" icon={<Plus size={16} strokeWidth={1.6} />} onClick={() => setAct({ act: 'save', team: null })}>
      {t('teams.create')}
    </Button>
  );
  return (
    <>
      <h1 className={style.headline}>
        {list.length === 0
          ? t('teams.none')
          : [t('teams.headline', { count: list.length }), ...(without > 0 ? [t('teams.without', { count: without })] : [])].join(
              t('comma'),
            )}
      </h1>
      <p className={style.definition}>
        {t('teams.definition')}
        {!admin && t('onlyAdministrators')}
      </p>
      {list.length === 0 ? (
        <div className={style.empty}>
          <p>{t('teams.empty')}</p>
          {admin && create}
        </div>
      ) : (
        <>
          {admin && <div className={style.bar}>{create}</div>}
          <TeamTable teams={list} people={everybody} onAct={admin ? setAct : null} />
        </>
      )}
      <TeamDialogs act={act} people={everybody} onClose={() => setAct(null)} />
    </>
  );
}

interface TeamTableProps {
  readonly teams: readonly Team[];
  readonly people: readonly Person[];
  readonly onAct: ((act: TeamAct) => void) | null;
}

function TeamTable({ teams, people, onAct }: TeamTableProps) {
  const { t } = useTranslation('access');
  const membersOf = (team: Team): readonly string[] =>
    people.filter((person) => person.active && person.teamId === team.teamId).map(({ name }) => name);
  return (
    <SavedTable place="teams" className={style.table}>
      <thead>
        <tr>
          {(['name', 'lead', 'members'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`teams.column.${column}`)}
            </th>
          ))}
          {onAct !== null && (
            <th scope="col" data-acts>
              <span className={style.unseen}>{t('acts')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {teams.map((team) => (
          <tr key={team.teamId}>
            <td className={style.name}>{team.name}</td>
            <td data-label={t('teams.column.lead')}>
              {people.find(({ personId }) => personId === team.leadPersonId)?.name ?? <span className={style.faint}>{NO_VALUE}</span>}
            </td>
            <td className={style.wide}>
              {t('teams.members', { count: team.members })}
              <span className={style.quiet}>{membersOf(team).join(t('listComma'))}</span>
            </td>
            {onAct !== null && (
              <td className={style.acts}>
                <Button size="small" type="text" onClick={() => onAct({ act: 'save', team })}>
                  {t('teams.edit')}
                </Button>
                <Button size="small" type="text" onClick={() => onAct({ act: 'delete', team })}>
                  {t('teams.delete')}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </SavedTable>
  );
}

interface TeamDialogsProps {
  readonly act: TeamAct | null;
  readonly people: readonly Person[];
  readonly onClose: () => void;
}

function TeamDialogs({ act: asked, people, onClose }: TeamDialogsProps) {
  const { t } = useTranslation('access');
  const remove = useChange(deleteTeam);
  const act = useLast(asked);
  const refresh = useRefresh(listTeams, listPeople, listAudit);
  const done = (): void => {
    refresh();
    remove.reset();
    onClose();
  };
  const name = act?.team?.name ?? '';
  return (
    <>
      <Modal
        open={asked?.act === 'save'}
        title={act?.team == null ? t('teams.create') : spaced(t('teams.editTitle', { name }))}
        footer={null}
        width={440}
        destroyOnHidden
        afterOpenChange={focusFirst}
        onCancel={onClose}
      >
        {act?.act === 'save' && <TeamForm team={act.team} people={people} onDone={done} onClose={onClose} />}
      </Modal>
      <ConfirmDialog
        open={asked?.act === 'delete'}
        title={spaced(t('teams.deleteTitle', { name }))}
        confirm={t('teams.delete')}
        danger
        pending={remove.isPending}
        error={remove.error}
        onClose={() => {
          remove.reset();
          onClose();
        }}
        onConfirm={() => {
          if (act?.act === 'delete') remove.mutate({ teamId: act.team.teamId }, { onSuccess: done });
        }}
      >
        <ul>
          <li>{t('teams.meaning.members', { count: act?.team?.members ?? 0 })}</li>
          <li>{t('teams.meaning.scope')}</li>
          <li>{t('teams.meaning.customers')}</li>
        </ul>
      </ConfirmDialog>
    </>
  );
}

interface TeamFormProps {
  readonly team: Team | null;
  readonly people: readonly Person[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function TeamForm({ team, people, onDone, onClose }: TeamFormProps) {
  const { t } = useTranslation('access');
  const words = formWords(t);
  const change = useChange(saveTeam);
  const handle = useForm({
    initial: { name: team?.name ?? '', leadPersonId: team?.leadPersonId ?? null },
    check: ({ name }) => ({ name: words.name(name) }),
    error: change.error,
    byCode: { 'key-taken': 'name' },
    refused: (field, code, message) => (code === 'key-taken' ? t('teams.nameTaken') : words.refused(field, code, message)),
    onSubmit: (values) => change.mutate({ ...values, ...(team && { teamId: team.teamId }) }, { onSuccess: onDone }),
  });
  const leads = people.filter((person) => person.active);
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <Field form={handle} name="name" label={t('teams.column.name')} help={t('teams.nameHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            autoFocus
            autoComplete="off"
            value={handle.values.name}
            onChange={(event) => handle.set('name', event.target.value)}
          />
        )}
      </Field>
      <Field form={handle} name="leadPersonId" label={t('teams.column.lead')} help={t('teams.leadHelp')}>
        {({ status, ...control }) => (
          <Select
            {...control}
            status={status}
            showSearch={{ optionFilterProp: 'label' }}
            value={handle.values.leadPersonId ?? ''}
            options={[{ value: '', label: t('teams.noLead') }, ...leads.map(({ personId, name }) => ({ value: personId, label: name }))]}
            onChange={(value: string) => handle.set('leadPersonId', value === '' ? null : value)}
          />
        )}
      </Field>
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={form.submitEnd}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t(team === null ? 'teams.create' : 'save')}
        </Button>
      </div>
    </form>
  );
}
