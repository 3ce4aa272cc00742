import { Button, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../../../web/ui/DayInput.tsx';
import style from './Retention.module.css';
import { OUTCOMES, type ViewProps } from './retention-search.ts';
import { useWords } from './use-words.ts';

/** What is asked: who counts as gone, by what customers are compared, and which are looked at. */
export function RetentionBar({ found, search: { asked }, change }: ViewProps) {
  const { t } = useTranslation('retention');
  const words = useWords();
  const outcome = asked.outcome ?? 'ended';
  const outcomes = OUTCOMES.some((one) => one === outcome) ? OUTCOMES : [...OUTCOMES, outcome];
  const by = asked.by ?? 'start-year';
  const traits = found.traits.map(({ trait, label }) => ({ value: trait, label: words.trait(trait, label) }));
  const narrowed = asked.only !== undefined || asked.since !== undefined || asked.until !== undefined || asked.asOf !== undefined;
  return (
    <div className={style.bar}>
      <div className={style.choice}>
        <span id="retention-outcome">{t('bar.outcome')}</span>
        <Select
          aria-labelledby="retention-outcome"
          size="small"
          popupMatchSelectWidth={false}
          value={outcome}
          options={outcomes.map((one) => {
            const days = one.split(':')[1];
            return { value: one as string, label: days === undefined ? t('bar.ended') : t('bar.dormant', { days }) };
          })}
          onChange={(next) => change({ outcome: next === 'ended' ? undefined : next })}
        />
      </div>
      <div className={style.choice}>
        <span id="retention-by">{t('bar.by')}</span>
        <Select
          aria-labelledby="retention-by"
          size="small"
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          value={by}
          options={traits.some(({ value }) => value === by) ? traits : [{ value: by, label: words.trait(by, null) }, ...traits]}
          onChange={(next: string) => change({ by: next === 'start-year' ? undefined : next })}
        />
      </div>
      <div className={style.choice}>
        <span id="retention-only">{t('bar.only')}</span>
        <Select
          aria-labelledby="retention-only"
          size="small"
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          className={style.only ?? ''}
          placeholder={t('bar.everybody')}
          value={asked.only ?? null}
          options={onlyOptions(found, words, asked.only, t)}
          onChange={(next: string | null | undefined) => change({ only: next ?? undefined })}
        />
      </div>
      <div className={style.choice}>
        <span>{t('bar.began')}</span>
        <span className={style.days}>
          {(['since', 'until'] as const).map((end) => (
            <DayInput
              key={end}
              size="small"
              className={style.day ?? ''}
              aria-label={t(`bar.${end}`)}
              value={asked[end] ?? ''}
              max={found.today}
              onChange={(day) => change({ [end]: day === '' ? undefined : day })}
            />
          ))}
        </span>
      </div>
      {narrowed && (
        <Button size="small" type="text" onClick={() => change({ only: undefined, since: undefined, until: undefined, asOf: undefined })}>
          {t(asked.asOf === undefined ? 'bar.clear' : 'bar.clearAsOf', { day: asked.asOf ?? '' })}
        </Button>
      )}
    </div>
  );
}

/** Every value that occurs, by what it is a value of. */
function onlyOptions(
  { traits }: ViewProps['found'],
  words: ReturnType<typeof useWords>,
  chosen: string | undefined,
  t: TFunction<'retention'>,
) {
  const options = traits.map(({ trait, label, values }) => ({
    label: words.trait(trait, label),
    options: values.map(({ group, label: name, customers }) => ({
      value: `${trait}:${group}`,
      label: t('bar.value', { trait: words.trait(trait, label), value: words.group(trait, group, name), count: customers }),
    })),
  }));
  const there = options.some((one) => one.options.some(({ value }) => value === chosen));
  return chosen === undefined || there ? options : [{ label: chosen, options: [{ value: chosen, label: chosen }] }, ...options];
}
