import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CUSTOM_TYPES } from '../../../kernel/custom-field.ts';
import { formatFull } from '../../../web/format.ts';
import style from './Imports.module.css';
import { columnUse, type Draft, draftFields, kindOf, type Use, withUse } from './mapping-draft.ts';
import { useImportWords } from './use-import-words.ts';
import type { Choice } from './use-wizard.ts';

interface ColumnTableProps {
  readonly proposed: Choice['proposed'];
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

const FEW = 3;

/** Every column of a table with some of its values, and what it is. */
export function ColumnTable({ proposed, draft, onDraft }: ColumnTableProps) {
  const { t } = useTranslation('imports');
  return (
    <table className={style.columns} aria-label={t('file.columns', { name: proposed.file })}>
      <thead>
        <tr>
          {(['column', 'values', 'use'] as const).map((head) => (
            <th key={head} scope="col">
              {t(`file.head.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {proposed.columns.map(({ header, filled, empty, samples }) => (
          <tr key={header}>
            <th scope="row">{header}</th>
            <td className={style.samples}>
              {samples.slice(0, FEW).join(t('import.and'))}
              {empty > 0 && <span className={style.help}> {t('file.empty', { count: empty, number: formatFull(empty) })}</span>}
              {filled === 0 && <span className={style.help}> {t('file.allEmpty')}</span>}
            </td>
            <td>
              <UseSelect header={header} draft={draft} onDraft={onDraft} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function UseSelect({ header, draft, onDraft }: Omit<ColumnTableProps, 'proposed'> & { readonly header: string }) {
  const { t } = useTranslation('imports');
  const { fieldWord } = useImportWords();
  const use = columnUse(draft, header);
  const fields = draftFields(draft.entity);
  const takesCustom = kindOf(draft.entity) !== null && draft.entity !== 'accounts';
  return (
    <Select
      size="small"
      className={style.use ?? ''}
      value={textOf(use)}
      aria-label={t('file.useOf', { column: header })}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(text: string) => onDraft(withUse(draft, header, readUse(text)))}
      options={[
        { value: 'none', label: t(draft.entity === 'events' ? 'file.property' : 'file.unused') },
        {
          label: t('file.fields'),
          options: fields.map(({ name, required }) => ({
            value: `field ${name}`,
            label: `${fieldWord(draft.entity, name)}${required ? ` ${t('file.required')}` : ''}`,
          })),
        },
        ...(takesCustom
          ? [
              {
                label: t('file.custom'),
                options: CUSTOM_TYPES.map((type) => ({
                  value: `custom ${type}`,
                  label: t('file.customAs', { column: header, type: t(`customType.${type}`) }),
                })),
              },
            ]
          : []),
      ]}
    />
  );
}

function textOf(use: Use): string {
  if (use.as === 'none') return 'none';
  return use.as === 'field' ? `field ${use.field}` : `custom ${use.type}`;
}

function readUse(text: string): Use {
  const [as, rest = ''] = text.split(' ');
  if (as === 'field') return { as, field: rest };
  const type = CUSTOM_TYPES.find((one) => one === rest);
  return as === 'custom' && type !== undefined ? { as, type } : { as: 'none' };
}
