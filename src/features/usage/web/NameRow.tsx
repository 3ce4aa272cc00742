import { Input, Select } from 'antd';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatMoment, type Locale } from '../../../web/format.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import type { listEventNames } from '../contract-mappings.ts';
import type { MappingRule } from '../core/mapping.ts';
import { type NameWords, rulesAfter, wordsOn } from '../core/mapping-changes.ts';
import style from './Data.module.css';
import { EventSamples } from './EventSamples.tsx';
import { KINDS } from './mapping-words.ts';

type Name = OutputOf<typeof listEventNames>['names'][number];

interface NameRowProps {
  readonly name: Name;
  readonly rules: readonly MappingRule[];
  readonly saved: readonly MappingRule[];
  readonly onRules: (rules: readonly MappingRule[]) => void;
}

/** One name: how often, when last, what it means. Words are buttons; live samples open beneath. */
export function NameRow({ name, rules, saved, onRules }: NameRowProps) {
  const { t, i18n } = useTranslation('usage');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const [open, setOpen] = useState(false);
  const words = wordsOn(rules, name.name);
  const before = wordsOn(saved, name.name);
  const say = (part: Partial<NameWords>): void => onRules(rulesAfter(rules, name.name, { ...words, ...part }));
  const Sign = open ? ChevronDown : ChevronRight;
  return (
    <>
      <tr>
        <td>
          <button type="button" className={style.name} aria-expanded={open} onClick={() => setOpen(!open)}>
            <Sign size={14} strokeWidth={1.6} aria-hidden="true" /> {name.name}
          </button>
        </td>
        <td className={style.number} data-label={t('mapping.names.events')}>
          {formatFull(name.events)}
        </td>
        <td className={style.fixed} data-label={t('mapping.names.last')} title={name.lastRecordedAt}>
          {formatMoment(name.lastRecordedAt, zone, i18n.language as Locale)}
        </td>
        <td data-label={t('mapping.names.meaning')}>
          <MeaningWord name={name} words={words} changed={words.kind !== before.kind} onSay={(kind) => say({ kind })} />
        </td>
        <td data-label={t('mapping.names.module')}>
          <ModuleWord name={name} words={words} changed={words.module !== before.module} onSay={(module) => say({ module })} />
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5}>
            <EventSamples name={name.name} rules={rules} />
          </td>
        </tr>
      )}
    </>
  );
}

interface WordProps<Value> {
  readonly name: Name;
  readonly words: NameWords;
  readonly changed: boolean;
  readonly onSay: (value: Value) => void;
}

function MeaningWord({ name, words, changed, onSay }: WordProps<NameWords['kind']>) {
  const { t } = useTranslation('usage');
  const [open, setOpen] = useState(false);
  const kinds = [...new Set(name.meanings.map(({ kind }) => kind))];
  const now = kinds.map((kind) => t(`kind.${kind}`)).join(t('listComma'));
  if (open)
    return (
      <Select
        autoFocus
        defaultOpen
        size="small"
        className={`${style.control}`}
        aria-label={t('mapping.names.meaningOf', { name: name.name })}
        value={words.kind ?? ''}
        options={[{ value: '', label: t('mapping.names.default') }, ...KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))]}
        onChange={(value: string) => {
          onSay(KINDS.find((kind) => kind === value) ?? null);
          setOpen(false);
        }}
        onBlur={() => setOpen(false)}
        onOpenChange={(isOpen) => {
          if (!isOpen) setOpen(false);
        }}
      />
    );
  const said = changed ? (words.kind === null ? t('mapping.names.default') : t(`kind.${words.kind}`)) : now;
  return (
    <button
      type="button"
      className={`${style.word} ${changed ? style.changed : ''}`}
      aria-label={t('mapping.names.changeMeaning', { name: name.name, meaning: said })}
      onClick={() => setOpen(true)}
    >
      {changed ? `${now} → ${said}` : said}
    </button>
  );
}

function ModuleWord({ name, words, changed, onSay }: WordProps<string | null>) {
  const { t } = useTranslation('usage');
  const [text, setText] = useState<string | null>(null);
  const modules = [...new Set(name.meanings.flatMap(({ module }) => module ?? []))];
  const now = modules.length === 0 ? t('mapping.names.noModule') : modules.join(t('listComma'));
  const finish = (): void => {
    if (text !== null) onSay(text.trim() === '' ? null : text.trim());
    setText(null);
  };
  if (text !== null)
    return (
      <Input
        autoFocus
        size="small"
        className={`${style.control}`}
        value={text}
        maxLength={120}
        aria-label={t('mapping.names.moduleOf', { name: name.name })}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={finish}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText(null);
        }}
      />
    );
  const said = changed ? (words.module ?? t('mapping.names.default')) : now;
  return (
    <button
      type="button"
      className={`${style.word} ${changed ? style.changed : ''}`}
      aria-label={t('mapping.names.changeModule', { name: name.name, module: said })}
      onClick={() => setText(words.module ?? '')}
    >
      {changed ? `${now} → ${said}` : said}
    </button>
  );
}
