import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FUNCTIONS, type PersonFunction, ROW_SCOPES, type RowScope } from '../../../contract/access.ts';
import { spaced } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { invite, updatePerson } from '../contract.ts';
import { formWords } from './form-words.ts';
import { FUNCTION_GROUPS } from './function-groups.ts';
import { LinkHandover } from './LinkHandover.tsx';
import style from './People.module.css';
import type { Person } from './people-view.ts';
import { Field } from './widgets/Field.tsx';
import form from './widgets/Form.module.css';
import { type FormHandle, useForm } from './widgets/use-form.ts';

export interface TeamChoice {
  readonly teamId: string;
  readonly name: string;
}

interface PersonValues {
  readonly email: string;
  readonly name: string;
  readonly functions: readonly PersonFunction[];
  readonly scope: RowScope;
  readonly teamId: string | null;
}

interface PersonFormProps<Who> {
  readonly person: Who;
  readonly teams: readonly TeamChoice[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Invites somebody new, or one who was invited or named by an import before; answers with the link. */
export function InvitePerson({ person, teams, onDone, onClose }: PersonFormProps<Person | null>) {
  const { t } = useTranslation('access');
  const words = formWords(t);
  const change = useChange(invite);
  const handle = useForm<PersonValues>({
    initial: valuesOf(person),
    check: ({ email, name, functions }) => ({ email: words.email(email), name: words.name(name), functions: chosen(functions, t) }),
    error: change.error,
    byCode: { conflict: 'email' },
    refused: (field, code, message) => (code === 'conflict' ? t('people.emailTaken') : words.refused(field, code, message)),
    onSubmit: ({ functions, ...values }) =>
      change.mutate({ ...values, functions: [...functions], ...(person && { personId: person.personId }) }, { onSuccess: onDone }),
  });
  if (change.data) {
    return (
      <LinkHandover link={change.data.link} label={t('people.inviteLink')} onClose={onClose}>
        {spaced(t('people.inviteHandover', { name: handle.values.name, day: change.data.expiresOn }))}
      </LinkHandover>
    );
  }
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <div className={form.pair}>
        <Field form={handle} name="email" label={t('field.email')} help={t('people.emailHelp')}>
          {({ status, ...control }) => (
            <Input
              {...control}
              status={status}
              type="email"
              autoFocus
              autoComplete="off"
              value={handle.values.email}
              onChange={(event) => handle.set('email', event.target.value)}
            />
          )}
        </Field>
        <NameField form={handle} />
      </div>
      <Rights form={handle} teams={teams} />
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <Submit go={t('people.makeLink')} pending={change.isPending} onClose={onClose} />
    </form>
  );
}

/** Changes what a person does here and how far they see. */
export function EditPerson({ person, teams, onDone, onClose }: PersonFormProps<Person>) {
  const { t } = useTranslation('access');
  const words = formWords(t);
  const change = useChange(updatePerson);
  const handle = useForm<PersonValues>({
    initial: valuesOf(person),
    check: ({ name, functions }) => ({ name: words.name(name), functions: chosen(functions, t) }),
    error: change.error,
    byCode: { 'last-administrator': 'functions' },
    refused: (field, code, message) =>
      code === 'last-administrator' ? spaced(t('people.lastAdministrator', { name: person.name })) : words.refused(field, code, message),
    onSubmit: ({ name, functions, scope, teamId }) =>
      change.mutate({ personId: person.personId, name, functions: [...functions], scope, teamId }, { onSuccess: onDone }),
  });
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <NameField form={handle} />
      <Rights form={handle} teams={teams} />
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <Submit go={t('save')} pending={change.isPending} onClose={onClose} />
    </form>
  );
}

function valuesOf(person: Person | null): PersonValues {
  return {
    email: person?.email ?? '',
    name: person?.name ?? '',
    functions: person?.functions ?? ['csm'],
    scope: person?.scope ?? 'own',
    teamId: person?.teamId ?? null,
  };
}

function chosen(functions: readonly PersonFunction[], t: ReturnType<typeof useTranslation<'access'>>['t']): string | undefined {
  return functions.length === 0 ? t('people.noFunction') : undefined;
}

function NameField({ form: handle }: { readonly form: FormHandle<PersonValues> }) {
  const { t } = useTranslation('access');
  return (
    <Field form={handle} name="name" label={t('field.name')} help={t('field.yourNameHelp')}>
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
  );
}

/** Functions decide what a person may do, the scope which customers they see. */
function Rights({ form: handle, teams }: { readonly form: FormHandle<PersonValues>; readonly teams: readonly TeamChoice[] }) {
  const { t } = useTranslation('access');
  const { functions, scope, teamId } = handle.values;
  const toggle = (one: PersonFunction, on: boolean): void =>
    handle.set(
      'functions',
      FUNCTIONS.filter((each) => (each === one ? on : functions.includes(each))),
    );
  return (
    <>
      <Field form={handle} name="functions" label={t('people.column.functions')} help={t('people.functionsHelp')} group>
        {({ id }) => (
          <div id={id} className={style.groups}>
            {FUNCTION_GROUPS.map((group) => (
              <div key={group.id} className={style.group}>
                <span className={style.groupName}>{t(`people.group.${group.id}`)}</span>
                <div className={style.options}>
                  {group.functions.map((one) => (
                    <Checkbox key={one} checked={functions.includes(one)} onChange={(event) => toggle(one, event.target.checked)}>
                      {t(`shell:function.${one}`)}
                    </Checkbox>
                  ))}
                </div>
              </div>
            ))}
          </div>
        )}
      </Field>
      <Field
        form={handle}
        name="teamId"
        label={t('people.column.team')}
        help={t(teams.length === 0 ? 'people.noTeams' : 'people.teamHelp')}
      >
        {({ status, ...control }) => (
          <Select
            {...control}
            status={status}
            value={teamId ?? ''}
            options={[{ value: '', label: t('people.noTeam') }, ...teams.map((team) => ({ value: team.teamId, label: team.name }))]}
            onChange={(value: string) => handle.set('teamId', value === '' ? null : value)}
          />
        )}
      </Field>
      <Field
        form={handle}
        name="scope"
        label={t('people.column.scope')}
        help={scope === 'team' && teamId === null ? t('people.scopeWithoutTeam') : undefined}
        group
      >
        {({ id }) => (
          <Radio.Group
            id={id}
            className={`${form.choices}`}
            value={scope}
            onChange={(event) => handle.set('scope', event.target.value as RowScope)}
            aria-label={t('people.column.scope')}
          >
            {ROW_SCOPES.map((one) => (
              <Radio key={one} value={one}>
                {t(`scope.${one}`)}
                <span className={form.meaning}>{t(`scopeMeaning.${one}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        )}
      </Field>
    </>
  );
}

interface SubmitProps {
  readonly go: string;
  readonly pending: boolean;
  readonly onClose: () => void;
}

function Submit({ go, pending, onClose }: SubmitProps) {
  const { t } = useTranslation('access');
  return (
    <div className={form.submitEnd}>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="primary" htmlType="submit" loading={pending}>
        {go}
      </Button>
    </div>
  );
}
