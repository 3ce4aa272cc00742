import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listPeople, workspace as workspaceOperation } from '../../features/access/contract.ts';
import { ledgerSettings } from '../../features/contracts/contract-ledger.ts';
import type { CustomField } from '../../kernel/custom-field.ts';
import { customAsField } from '../../kernel/custom-field.ts';
import type { RecordContent, RecordField, RecordKind } from '../../kernel/record.ts';
import { useOperation } from '../use-operation.ts';
import type { ValueSetting, ValueWords } from './record-values.ts';

export type Words = TFunction<'records'>;

/** A field of a form, declared by the kind or added by the workspace. */
export interface FormField {
  /** Unique in the form, free of signs that addresses of errors use. */
  readonly name: string;
  /** As the record keeps it. */
  readonly key: string;
  readonly field: RecordField;
  readonly label: string;
  /** True: its value lies in `custom`. */
  readonly added: boolean;
  readonly choice: (code: string) => string;
}

/**
 * Every field of a kind, in the order of its form: its own, then those the workspace added, then what a record keeps under other names,
 * so that nothing a file brought is out of sight.
 *
 * @param kind    The kind.
 * @param custom  What the workspace added, archived ones not among them.
 * @param kept    What the record keeps beside its fields.
 */
export function formFields(kind: RecordKind, custom: readonly CustomField[], kept: RecordContent, t: Words): readonly FormField[] {
  const own = Object.entries(kind.fields).map(([key, field]) => ({
    name: key,
    key,
    field,
    label: t(`field.${kind.name}.${key}`),
    added: false,
    choice: (code: string) => (key === 'attitude' ? t(`attitude.${code}`) : choiceWord(kind.name, key, code, t)),
  }));
  const known = new Set(custom.map(({ key }) => key));
  const others = Object.keys(kept)
    .filter((key) => !known.has(key))
    .sort()
    .map((key): CustomField => ({ key, label: key, type: 'text', choices: [] }));
  const added = [...custom, ...others].map((one, index) => ({
    name: `custom-${index}`,
    key: one.key,
    field: customAsField(one),
    label: one.label,
    added: true,
    choice: (code: string) => code,
  }));
  return [...own, ...added];
}

/** What one of a kind is called inside a sentence. */
export function kindInSentence(kind: string, t: Words): string {
  return t(`kind.${kind}`).toLowerCase();
}

/** The word of a choice; the code itself where a record keeps one that is no longer declared. */
export function choiceWord(kind: string, field: string, code: string, t: Words): string {
  return t(`choice.${kind}.${field}.${code}`, { defaultValue: code });
}

/** What showing values needs: whose ids are whose, which records are meant, the clock of the workspace. */
export function useValueWords(references: ReadonlyMap<string, string>): {
  readonly timeZone: string;
  readonly settingOf: (fields: RecordContent) => ValueSetting;
  /** Of money whose record names none. */
  readonly baseCurrency: string;
  readonly wordsOf: (choice: (code: string) => string) => ValueWords;
  readonly personName: (id: string) => string;
} {
  const { t } = useTranslation('records');
  const people = useOperation(listPeople, {});
  const workspace = useOperation(workspaceOperation, {});
  const timeZone = workspace.data?.timeZone ?? 'UTC';
  const baseCurrency = useBaseCurrency();
  return useMemo(() => {
    const names = new Map(people.data?.people.map(({ personId, name }) => [personId, name]));
    const personName = (id: string): string => names.get(id) ?? id;
    return {
      timeZone,
      settingOf: (fields) => ({ timeZone, currency: typeof fields.currency === 'string' ? fields.currency : baseCurrency }),
      baseCurrency,
      personName,
      wordsOf: (choice) => ({
        choice,
        flag: (yes) => t(yes ? 'yes' : 'no'),
        person: personName,
        reference: (kind, id) => references.get(`${kind} ${id}`) ?? id,
        listComma: t('listComma'),
      }),
    };
  }, [people.data, timeZone, baseCurrency, references, t]);
}

/** The currency of money whose record names none. */
export function useBaseCurrency(): string {
  return useOperation(ledgerSettings, {}).data?.baseCurrency ?? 'CNY';
}

/** Who acted, as histories keep it: a person, a program with a key, the command line, or Mooring itself. */
export function useActorName(personName: (id: string) => string): (actor: string) => string {
  const { t } = useTranslation('records');
  return (actor) => {
    if (actor.startsWith('key:')) return t('actor.key', { name: actor.slice('key:'.length) });
    if (actor === 'operator') return t('actor.operator');
    return actor === 'auto' ? t('actor.auto') : personName(actor);
  };
}
