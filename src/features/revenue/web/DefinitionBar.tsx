import { Button, Input, InputNumber, Popover, Segmented, Select } from 'antd';
import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { DayInput } from '../../../web/ui/DayInput.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listDefinitions, type months, saveDefinition } from '../contract.ts';
import { BASES, CONVERSIONS, LEVELS, RATES, WINDOWS } from '../core/definition.ts';
import style from './Revenue.module.css';
import { RANGES, type RevenueSearch } from './use-revenue-search.ts';

type Answer = OutputOf<typeof months>;

interface DefinitionBarProps {
  readonly answer: Answer;
  readonly search: RevenueSearch;
  readonly change: (change: Readonly<Record<string, string | number | undefined>>) => void;
}

/** Parts of a definition, taken back when another one is chosen. */
const PARTS = ['level', 'basis', 'rate', 'window', 'trials', 'graceDays', 'currency', 'conversion'] as const;

/** By what is counted: a named definition, and what is taken otherwise; all of it stands in the address. */
export function DefinitionBar({ answer, search, change }: DefinitionBarProps) {
  const { t } = useTranslation('revenue');
  const definitions = useOperation(listDefinitions, {});
  const { definition } = answer;
  const changed = PARTS.some((part) => search.by[part] !== undefined);
  const options = (definitions.data?.definitions ?? []).map(({ id, name }) => ({ value: id, label: name ?? t(`definition.${id}`) }));
  const known = options.some(({ value }) => value === answer.id);
  return (
    <div className={style.bar}>
      <Select
        value={answer.id}
        aria-label={t('definition.label')}
        popupMatchSelectWidth={false}
        className={style.definitions ?? ''}
        options={known ? options : [...options, { value: answer.id, label: answer.name ?? answer.id }]}
        labelRender={({ label }) => (changed ? t('definition.changed', { name: label }) : label)}
        onChange={(id) =>
          change({
            ...Object.fromEntries(PARTS.map((part) => [part, undefined])),
            definition: id === definitions.data?.default ? undefined : id,
          })
        }
      />
      <Segmented
        value={definition.level}
        aria-label={t('part.level')}
        options={LEVELS.map((level) => ({ value: level, label: t(`level.${level}`) }))}
        onChange={(level) => change({ level })}
      />
      <Segmented
        value={definition.basis}
        aria-label={t('part.basis')}
        options={BASES.map((basis) => ({ value: basis, label: t(`basis.${basis}`) }))}
        onChange={(basis) => change({ basis })}
      />
      <Popover
        trigger="click"
        placement="bottomLeft"
        align={{ overflow: { adjustX: true, adjustY: true, shiftX: true, shiftY: true } }}
        title={t('definition.more')}
        content={<Parts answer={answer} search={search} change={change} />}
      >
        <Button icon={<SlidersHorizontal size={15} strokeWidth={1.6} />}>{t('definition.more')}</Button>
      </Popover>
      <span className={style.push} />
      <Segmented
        value={search.monthly ? 'month' : 'year'}
        aria-label={t('per.label')}
        options={(['year', 'month'] as const).map((per) => ({ value: per, label: t(`per.${per}`) }))}
        onChange={(per) => change({ per: per === 'year' ? undefined : per })}
      />
      <Segmented
        value={search.range}
        aria-label={t('range.label')}
        options={RANGES.map((range) => ({ value: range, label: t(`range.${range}`) }))}
        onChange={(range) => change({ range: range === '12' ? undefined : range })}
      />
    </div>
  );
}

function Part({ label, help, children }: { readonly label: string; readonly help?: string; readonly children: ReactNode }) {
  return (
    <div className={style.part}>
      <span className={style.partName}>{label}</span>
      {children}
      {help !== undefined && <span className={style.partHelp}>{help}</span>}
    </div>
  );
}

function Parts({ answer, search, change }: DefinitionBarProps) {
  const { t } = useTranslation('revenue');
  const { definition } = answer;
  const currencies = [...new Set([answer.currency, ...answer.currencies])];
  const byMovements = definition.basis === 'movements' && definition.rate !== 'due';
  return (
    <div className={style.parts}>
      <Part label={t('part.rate')} help={t(`rateHelp.${definition.rate}`)}>
        <Segmented
          size="small"
          value={definition.rate}
          options={RATES.map((rate) => ({ value: rate, label: t(`rateBase.${rate}`) }))}
          onChange={(rate) => change({ rate })}
        />
      </Part>
      <Part label={t('part.window')}>
        <Segmented
          size="small"
          value={definition.window}
          options={WINDOWS.map((window) => ({ value: window, label: t('window', { count: window }) }))}
          onChange={(window) => change({ window })}
        />
      </Part>
      <Part label={t('part.trials')}>
        <Segmented
          size="small"
          value={definition.trials}
          options={(['excluded', 'included'] as const).map((trials) => ({ value: trials, label: t(`trials.${trials}`) }))}
          onChange={(trials) => change({ trials })}
        />
      </Part>
      <Part label={t('part.graceDays')} help={t(byMovements ? 'graceByLedger' : 'graceHelp')}>
        <InputNumber
          size="small"
          min={0}
          max={366}
          precision={0}
          disabled={byMovements}
          value={definition.graceDays}
          aria-label={t('part.graceDays')}
          suffix={t('days')}
          onChange={(days) => change({ graceDays: days ?? 0 })}
        />
      </Part>
      <Part label={t('part.currency')} help={t(`conversionHelp.${definition.conversion}`)}>
        <div className={style.pair}>
          <Select
            size="small"
            value={answer.currency}
            aria-label={t('part.currency')}
            options={currencies.map((currency) => ({ value: currency, label: currency }))}
            onChange={(currency) => change({ currency })}
          />
          <Segmented
            size="small"
            value={definition.conversion}
            options={CONVERSIONS.map((conversion) => ({ value: conversion, label: t(`conversion.${conversion}`) }))}
            onChange={(conversion) => change({ conversion })}
          />
        </div>
      </Part>
      <Part label={t('part.asOf')} help={t('asOfHelp')}>
        <DayInput
          size="small"
          value={search.by.asOf ?? ''}
          aria-label={t('part.asOf')}
          onChange={(day) => change({ asOf: day === '' ? undefined : day })}
        />
      </Part>
      <Part label={t('part.recordedBy')} help={t('recordedByHelp')}>
        <DayInput
          size="small"
          value={search.by.recordedBy ?? ''}
          aria-label={t('part.recordedBy')}
          onChange={(day) => change({ recordedBy: day === '' ? undefined : day })}
        />
      </Part>
      <SaveAs answer={answer} change={change} />
    </div>
  );
}

/** What is chosen, under a name that others find too. */
function SaveAs({ answer, change }: Pick<DefinitionBarProps, 'answer' | 'change'>) {
  const { t } = useTranslation('revenue');
  const mayWrite = useHolds(LEADING);
  const saving = useChange(saveDefinition);
  const refresh = useRefresh(listDefinitions);
  const [name, setName] = useState('');
  if (!mayWrite) return null;
  const save = (): void => {
    const id = `own-${[...name.trim()].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7).toString(36)}`;
    saving.mutate(
      { id, name: name.trim(), definition: answer.definition },
      {
        onSuccess: () => {
          refresh();
          setName('');
          change({ ...Object.fromEntries(PARTS.map((part) => [part, undefined])), definition: id });
        },
      },
    );
  };
  return (
    <form
      className={style.saveAs}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') save();
      }}
    >
      <Input
        size="small"
        value={name}
        maxLength={60}
        placeholder={t('definition.name')}
        aria-label={t('definition.name')}
        onChange={(event) => setName(event.target.value)}
      />
      <Button size="small" htmlType="submit" loading={saving.isPending} disabled={name.trim() === ''}>
        {t('definition.save')}
      </Button>
      {saving.isError && <ErrorState error={saving.error} />}
    </form>
  );
}
