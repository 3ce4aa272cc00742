import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { customers, type Report, report, saveSettings } from '../contract.ts';
import style from './Retention.module.css';

type Settings = Report['settings'];

/** Each with its bounds, as a person writes it: shares as percent. */
const FIELDS = [
  { name: 'margin', min: 1, max: 100, times: 100, digits: 1 },
  { name: 'discount', min: 0.1, max: 100, times: 100, digits: 1 },
  { name: 'capYears', min: 0.5, max: 50, times: 1, digits: 1 },
  { name: 'leastCustomers', min: 5, max: 500, times: 1, digits: 0 },
] as const;

/** Margin, discount, cap and least size of a group: of the workspace, changed by those who lead. */
export function WorthSettings({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('retention');
  const leads = useHolds(LEADING);
  const [open, setOpen] = useState(false);
  if (!leads) return null;
  if (!open)
    return (
      <Button size="small" className={style.settingsButton ?? ''} onClick={() => setOpen(true)}>
        {t('settings.change')}
      </Button>
    );
  return <Form settings={settings} onClose={() => setOpen(false)} />;
}

function Form({ settings, onClose }: { readonly settings: Settings; readonly onClose: () => void }) {
  const { t } = useTranslation('retention');
  const [said, setSaid] = useState(settings);
  const change = useChange(saveSettings);
  const refresh = useRefresh(report, customers);
  return (
    <form
      className={style.settings}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(said, {
          onSuccess: () => {
            refresh();
            onClose();
          },
        });
      }}
    >
      {FIELDS.map(({ name, min, max, times, digits }) => (
        <div key={name} className={style.field}>
          <label htmlFor={`retention-${name}`}>{t(`settings.${name}`)}</label>
          <InputNumber
            id={`retention-${name}`}
            size="small"
            {...{ min, max }}
            precision={digits}
            value={Math.round(said[name] * times * 1000) / 1000}
            onChange={(next) => next !== null && setSaid({ ...said, [name]: next / times })}
          />
          <small>{t(`settings.about.${name}`)}</small>
        </div>
      ))}
      <div className={style.settingsActs}>
        <Button size="small" type="primary" htmlType="submit" loading={change.isPending}>
          {t('settings.save')}
        </Button>
        <Button size="small" type="text" onClick={onClose}>
          {t('settings.cancel')}
        </Button>
      </div>
      {change.isError && <ErrorState error={change.error} />}
    </form>
  );
}
