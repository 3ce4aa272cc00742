import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BENCHMARKS, type Benchmark } from '../core/benchmarks.ts';
import style from './Retention.module.css';
import type { Change } from './retention-search.ts';

/** A reference value with what it is called. */
export interface Reference extends Benchmark {
  readonly name: string;
}

/** The reference value that the address asks for, where it is one of what is drawn. */
export function useReference(line: string | null, of: Benchmark['of']): Reference | null {
  const { t } = useTranslation('retention');
  return useMemo(() => {
    const found = BENCHMARKS.find((one) => one.id === line && one.of === of);
    return found === undefined ? null : { ...found, name: t(`reference.${found.id}`) };
  }, [line, of, t]);
}

interface ReferenceChoiceProps {
  readonly of: Benchmark['of'];
  readonly line: string | null;
  readonly change: Change;
}

/** Which figure of print is drawn beside ours, and where it stands. */
export function ReferenceChoice({ of, line, change }: ReferenceChoiceProps) {
  const { t } = useTranslation('retention');
  const chosen = useReference(line, of);
  return (
    <span className={style.reference}>
      <Select
        size="small"
        variant="borderless"
        popupMatchSelectWidth={false}
        aria-label={t('reference.label')}
        value={chosen?.id ?? ''}
        options={[
          { value: '', label: t('reference.none') },
          ...BENCHMARKS.filter((one) => one.of === of).map(({ id }) => ({ value: id, label: t(`reference.${id}`) })),
        ]}
        onChange={(next) => change({ line: next === '' ? undefined : next })}
      />
      {chosen !== null && <small>{t(`reference.source.${chosen.source}`, { year: chosen.year ?? t('reference.noYear') })}</small>}
    </span>
  );
}
