import { Button, InputNumber, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ADMINISTERING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatLimit } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit } from '../../access/contract.ts';
import { Field } from '../../access/web/widgets/Field.tsx';
import formStyle from '../../access/web/widgets/Form.module.css';
import style from '../../access/web/widgets/Settings.module.css';
import { useForm } from '../../access/web/widgets/use-form.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { healthSettings, updateHealthSettings } from '../contract.ts';
import { HealthFormula } from './HealthFormula.tsx';
import { fractionOf, percentOf } from './percent.ts';

type Settings = OutputOf<typeof healthSettings>;

/** 健康度: what activity is expected, how much of a score must be known, and what becomes of both. */
export function HealthSettingsPage() {
  const { t } = useTranslation('health');
  const settings = useOperation(healthSettings, {});
  const admin = useHolds(ADMINISTERING);
  if (settings.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (settings.isError) return <PageError place="health" error={settings.error} onRetry={() => void settings.refetch()} />;
  const { expectedActivity, requiredCoverage } = settings.data;
  return (
    <>
      <h1 className={style.headline}>
        {t('headline', { expected: formatLimit(expectedActivity), coverage: formatLimit(requiredCoverage) })}
      </h1>
      <p className={style.definition}>
        {t('definition')}
        {!admin && t('access:onlyAdministrators')}
      </p>
      {admin ? <SettingsForm present={settings.data} /> : <HealthFormula present={settings.data} draft={settings.data} />}
    </>
  );
}

/** Per cent as typed; null while a field is empty. */
interface Percents {
  readonly expectedActivity: number | null;
  readonly requiredCoverage: number | null;
}

/** The limits of the contract, in per cent. */
const LIMITS = { expectedActivity: { least: 1, most: 100 }, requiredCoverage: { least: 10, most: 100 } } as const;
const FIELDS = ['expectedActivity', 'requiredCoverage'] as const;

function SettingsForm({ present }: { readonly present: Settings }) {
  const { t } = useTranslation('health');
  const refresh = useRefresh(healthSettings, listAudit);
  const change = useChange(updateHealthSettings);
  const outside = (field: keyof Percents, value: number | null): string | undefined => {
    const { least, most } = LIMITS[field];
    return value === null || value < least || value > most ? t('outside', { least, most }) : undefined;
  };
  const form = useForm<Percents>({
    initial: { expectedActivity: percentOf(present.expectedActivity), requiredCoverage: percentOf(present.requiredCoverage) },
    check: (values) => ({
      expectedActivity: outside('expectedActivity', values.expectedActivity),
      requiredCoverage: outside('requiredCoverage', values.requiredCoverage),
    }),
    error: change.error,
    refused: (_field, _code, message) => t('access:problem.refused', { message }),
    onSubmit: (values) => change.mutate(draftOf(values, present), { onSuccess: refresh }),
  });
  const valid = FIELDS.every((field) => outside(field, form.values[field]) === undefined);
  const draft = valid ? draftOf(form.values, present) : present;
  const same = FIELDS.every((field) => draft[field] === present[field]);
  return (
    <>
      <form className={`${formStyle.form} ${style.narrow}`} onSubmit={form.onSubmit} noValidate>
        {FIELDS.map((field) => (
          <Field key={field} form={form} name={field} label={t(`${field}.label`)} help={t(`${field}.help`)}>
            {({ status, ...control }) => (
              <InputNumber<number>
                {...control}
                status={status}
                value={form.values[field]}
                suffix="%"
                controls={false}
                style={{ width: 120 }}
                onChange={(value) => form.set(field, value)}
              />
            )}
          </Field>
        ))}
        {form.rest !== null && <ErrorState error={form.rest} />}
        <div className={formStyle.submit}>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('access:save')}
          </Button>
          <span className={style.saved} role="status">
            {change.isSuccess && same && t('saved')}
          </span>
        </div>
      </form>
      <HealthFormula present={present} draft={draft} />
    </>
  );
}

function draftOf(values: Percents, present: Settings): Settings {
  return {
    expectedActivity: fractionOf(values.expectedActivity) ?? present.expectedActivity,
    requiredCoverage: fractionOf(values.requiredCoverage) ?? present.requiredCoverage,
  };
}
