import { Button, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { Field } from '../../access/web/widgets/Field.tsx';
import form from '../../access/web/widgets/Form.module.css';
import { useForm } from '../../access/web/widgets/use-form.ts';
import { addBot, type BotAnswer, saveBot } from '../contract-channels.ts';
import { BOT_KINDS, BOT_LIMITS, type BotKind } from '../core/bot-kinds.ts';
import type { NoticeSeverity } from '../core/routing.ts';
import { DEFAULT_SCHEDULE } from '../core/schedule.ts';
import { ScheduleFields, type ScheduleValues, useScheduleProblems } from './ScheduleFields.tsx';

interface BotFormProps {
  /** Null: a new one. */
  readonly bot: BotAnswer | null;
  readonly teams: readonly { readonly teamId: string; readonly name: string }[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface Values extends ScheduleValues {
  readonly kind: BotKind;
  readonly name: string;
  readonly hook: string;
  readonly secret: string;
  readonly severity: NoticeSeverity;
  readonly teams: readonly string[];
}

/** A bot of a group: where it is, what it serves, when. What is kept secret is never shown; left empty, it stays. */
export function BotForm({ bot, teams, onDone, onClose }: BotFormProps) {
  const { t } = useTranslation('notifications');
  const [add, save] = [useChange(addBot), useChange(saveBot)];
  const problems = useScheduleProblems();
  const handle = useForm<Values>({
    initial: {
      kind: bot?.kind ?? 'wecom',
      name: bot?.name ?? '',
      hook: '',
      secret: '',
      severity: bot?.severity ?? 'high',
      teams: bot?.teams ?? [],
      ...(bot?.schedule ?? DEFAULT_SCHEDULE),
    },
    check: (values) => ({
      name: values.name.trim() === '' ? t('bots.form.problem.empty') : undefined,
      hook: bot === null && values.hook.trim() === '' ? t('bots.form.problem.empty') : undefined,
      ...problems(values),
    }),
    error: add.error ?? save.error,
    refused: (field, _code, message) => (field === 'hook' || field === 'secret' ? t(`bots.form.problem.${field}`) : message),
    onSubmit: ({ kind, name, hook, secret, severity, teams: chosen, digestHour, quiet, restDays }) => {
      const serves = { name: name.trim(), severity, teams: [...chosen], schedule: { digestHour, quiet, restDays } };
      const kept = secret.trim() === '' || !BOT_LIMITS[kind].signs ? {} : { secret: secret.trim() };
      if (bot === null) add.mutate({ kind, ...serves, hook: hook.trim(), ...kept }, { onSuccess: onDone });
      else save.mutate({ botId: bot.botId, ...serves, ...(hook.trim() !== '' && { hook: hook.trim() }), ...kept }, { onSuccess: onDone });
    },
  });
  const { values } = handle;
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      {bot === null && (
        <Field form={handle} name="kind" label={t('bots.form.kind')} group>
          {({ id }) => (
            <div id={id}>
              <Segmented
                aria-label={t('bots.form.kind')}
                value={values.kind}
                options={BOT_KINDS.map((kind) => ({ value: kind, label: t(`bots.kind.${kind}`) }))}
                onChange={(kind) => handle.set('kind', kind)}
              />
            </div>
          )}
        </Field>
      )}
      <Field form={handle} name="name" label={t('bots.form.name')} help={t('bots.form.nameHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            maxLength={120}
            autoComplete="off"
            value={values.name}
            onChange={({ target }) => handle.set('name', target.value)}
          />
        )}
      </Field>
      <Where form={handle} bot={bot} />
      <Field form={handle} name="severity" label={t('bots.form.severity')} help={t('bots.form.severityHelp')}>
        {({ status, ...control }) => (
          <Select
            {...control}
            status={status}
            value={values.severity}
            options={(['critical', 'high', 'normal'] as const).map((value) => ({ value, label: t(`bots.severity.${value}`) }))}
            onChange={(severity: NoticeSeverity) => handle.set('severity', severity)}
          />
        )}
      </Field>
      {(teams.length > 0 || values.teams.length > 0) && (
        <Field form={handle} name="teams" label={t('bots.form.teams')} help={t('bots.form.teamsHelp')}>
          {({ status, ...control }) => (
            <Select
              {...control}
              status={status}
              mode="multiple"
              value={[...values.teams]}
              options={teams.map(({ teamId, name }) => ({ value: teamId, label: name }))}
              optionFilterProp="label"
              onChange={(chosen: string[]) => handle.set('teams', chosen)}
            />
          )}
        </Field>
      )}
      <ScheduleFields form={handle} optionalDigest hasDigest />
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={form.submitEnd}>
        <Button onClick={onClose}>{t('bots.form.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={add.isPending || save.isPending}>
          {t('bots.form.save')}
        </Button>
      </div>
    </form>
  );
}

function Where({ form: handle, bot }: { readonly form: ReturnType<typeof useForm<Values>>; readonly bot: BotAnswer | null }) {
  const { t } = useTranslation('notifications');
  const { values } = handle;
  const signs = BOT_LIMITS[values.kind].signs;
  return (
    <>
      <Field
        form={handle}
        name="hook"
        label={t('bots.form.hook')}
        help={bot === null ? t(`bots.form.hookHelp.${values.kind}`) : t('bots.form.hookKept', { hook: bot.hook })}
      >
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            value={values.hook}
            onChange={({ target }) => handle.set('hook', target.value)}
          />
        )}
      </Field>
      {signs && (
        <Field
          form={handle}
          name="secret"
          label={t('bots.form.secret')}
          help={t(bot?.signed === true ? 'bots.form.secretKept' : 'bots.form.secretHelp')}
        >
          {({ status, ...control }) => (
            <Input.Password
              {...control}
              status={status}
              maxLength={200}
              autoComplete="new-password"
              value={values.secret}
              onChange={({ target }) => handle.set('secret', target.value)}
            />
          )}
        </Field>
      )}
      {!signs && <p className={form.said}>{t('bots.form.secretWecom')}</p>}
    </>
  );
}
