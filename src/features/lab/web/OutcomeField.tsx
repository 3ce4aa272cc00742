import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConditionField } from '../../warnings/web/widgets/ConditionField.tsx';
import type { SaidOutcome } from '../contract.ts';
import lab from './Lab.module.css';
import { DORMANT_DAYS, labSearchIn, outcomeName, PLAIN_OUTCOMES } from './lab-search.ts';

const DORMANT = [30, 60, 90, 180] as const;
const FEARED = ['ended', 'contracted'] as const;
const [OWN, FIRST] = ['when', 'activity_rate < 0.1'];

interface OutcomeFieldProps {
  readonly id: string;
  readonly label: string;
  readonly outcome: SaidOutcome;
  /** Only what is feared. */
  readonly feared?: boolean;
  readonly onChange: (outcome: SaidOutcome) => void;
}

/** What became of customers, as who asks defines it: one of ours, so many days without use, or a condition over metrics. */
export function OutcomeField({ id, label, outcome, feared = false, onChange }: OutcomeFieldProps) {
  const { t } = useTranslation('lab');
  const said = outcome.kind === 'condition' ? outcome.condition : null;
  const [draft, setDraft] = useState<string | null>(null);
  const [typed, setTyped] = useState<number | null>(null);
  const condition = draft ?? said;
  const days = outcome.kind === 'dormant' && !DORMANT.some((one) => one === outcome.days) ? [...DORMANT, outcome.days] : DORMANT;
  const options = [
    ...PLAIN_OUTCOMES.filter((kind) => !feared || FEARED.some((one) => one === kind)).map((kind) => ({
      value: kind as string,
      label: t(`outcome.${kind}`),
    })),
    ...days.map((one) => ({ value: `dormant:${one}`, label: t('outcome.dormantFor', { days: one }) })),
    { value: OWN, label: t('outcome.own') },
  ];
  const choose = (next: string): void => {
    setDraft(next === OWN ? (said ?? FIRST) : null);
    const { outcome: chosen } = labSearchIn({ outcome: next });
    if (chosen !== undefined) onChange(chosen);
  };
  const take = (): void => {
    setTyped(null);
    const { outcome: chosen } = labSearchIn({ outcome: `dormant:${typed ?? ''}` });
    if (chosen !== undefined && outcomeName(chosen) !== outcomeName(outcome)) onChange(chosen);
  };
  return (
    <>
      <div className={lab.field}>
        <span id={id}>{label}</span>
        <Select aria-labelledby={id} value={condition === null ? outcomeName(outcome) : OWN} options={options} onChange={choose} />
      </div>
      {condition === null && outcome.kind === 'dormant' && (
        <div className={lab.field}>
          <span id={`${id}-days`}>{t('outcome.days')}</span>
          <InputNumber
            aria-labelledby={`${id}-days`}
            min={DORMANT_DAYS.least}
            max={DORMANT_DAYS.most}
            precision={0}
            controls={false}
            value={typed ?? outcome.days}
            suffix={t('outcome.day')}
            onChange={setTyped}
            onPressEnter={take}
            onBlur={take}
          />
        </div>
      )}
      {condition !== null && (
        <div className={lab.condition}>
          <p className={lab.hint}>{t('outcome.ownAbout')}</p>
          <ConditionField id={`${id}-condition`} value={condition} onChange={setDraft} onBlur={() => undefined} />
          <Button
            size="small"
            type="primary"
            disabled={condition.trim() === '' || condition === said}
            onClick={() => {
              setDraft(null);
              onChange({ kind: 'condition', condition: condition.trim() });
            }}
          >
            {t('outcome.take')}
          </Button>
        </div>
      )}
    </>
  );
}
