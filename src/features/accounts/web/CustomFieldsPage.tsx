import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Skeleton } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { spaced } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { focusFirst } from '../../../web/ui/focus-first.ts';
import { PageError } from '../../../web/ui/PageError.tsx';
import { SavedTable } from '../../../web/ui/SavedTable.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import style from '../../access/web/widgets/Settings.module.css';
import { useLast } from '../../access/web/widgets/use-last.ts';
import { archiveCustomField, listCustomFields } from '../contract-custom-fields.ts';
import { type CustomFieldAnswer, CustomFieldForm } from './CustomFieldForm.tsx';

/** 自定义字段: what a workspace adds to its records. */
export function CustomFieldsPage() {
  const { t } = useTranslation('records');
  const answer = useOperation(listCustomFields, {});
  const cache = useQueryClient();
  const archive = useChange(archiveCustomField);
  const [asked, setAsked] = useState<{ readonly field: CustomFieldAnswer | null } | null>(null);
  const open = useLast(asked);
  if (answer.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (answer.isError) return <PageError place="fields" error={answer.error} onRetry={() => void answer.refetch()} />;
  const { fields } = answer.data;
  const inUse = fields.filter(({ archivedAt }) => archivedAt === null).length;
  const fresh = (): void => void cache.invalidateQueries({ queryKey: [listCustomFields.id] });
  const create = (
    <Button type="primary" icon={<Plus size={16} strokeWidth={1.6} />} onClick={() => setAsked({ field: null })}>
      {t('fields.create')}
    </Button>
  );
  return (
    <>
      <h1 className={style.headline}>{fields.length === 0 ? t('fields.none') : t('fields.headline', { count: inUse })}</h1>
      <p className={style.definition}>{t('fields.definition')}</p>
      {fields.length === 0 ? (
        <div className={style.empty}>
          <p>{t('fields.empty')}</p>
          {create}
        </div>
      ) : (
        <>
          <div className={style.bar}>{create}</div>
          {archive.isError && <ErrorState error={archive.error} />}
          <FieldTable
            fields={fields}
            onEdit={(field) => setAsked({ field })}
            onArchive={({ kind, key, archivedAt }) => archive.mutate({ kind, key, archived: archivedAt === null }, { onSuccess: fresh })}
          />
        </>
      )}
      <Modal
        open={asked !== null}
        title={open?.field == null ? t('fields.create') : spaced(t('fields.dialogEdit', { label: open.field.label }))}
        footer={null}
        width={460}
        destroyOnHidden
        afterOpenChange={focusFirst}
        onCancel={() => setAsked(null)}
      >
        {open !== null && (
          <CustomFieldForm
            field={open.field}
            onDone={() => {
              fresh();
              setAsked(null);
            }}
            onClose={() => setAsked(null)}
          />
        )}
      </Modal>
    </>
  );
}

interface FieldTableProps {
  readonly fields: readonly CustomFieldAnswer[];
  readonly onEdit: (field: CustomFieldAnswer) => void;
  readonly onArchive: (field: CustomFieldAnswer) => void;
}

function FieldTable({ fields, onEdit, onArchive }: FieldTableProps) {
  const { t } = useTranslation('records');
  return (
    <SavedTable place="fields" className={style.table}>
      <thead>
        <tr>
          {(['label', 'kind', 'type'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`fields.column.${column}`)}
            </th>
          ))}
          <th scope="col" data-acts>
            <span className={style.unseen}>{t('fields.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const { kind, key, label, type, choices, archivedAt } = field;
          return (
            <tr key={`${kind} ${key}`}>
              <td>
                <span className={archivedAt === null ? style.name : style.faint}>{label}</span>
                {key !== label && <span className={style.quiet}>{key}</span>}
              </td>
              <td className={style.status}>{t(`kind.${kind}`, { defaultValue: kind })}</td>
              <td className={style.wide}>
                {t(`fields.type.${type}`)}
                {archivedAt !== null && <span className={style.quiet}>{t('fields.archived')}</span>}
                {choices.length > 0 && <span className={style.quiet}>{choices.join(t('listComma'))}</span>}
              </td>
              <td className={style.acts}>
                <Button size="small" type="text" onClick={() => onEdit(field)}>
                  {t('fields.edit')}
                </Button>
                <Button size="small" type="text" onClick={() => onArchive(field)}>
                  {t(archivedAt === null ? 'fields.archive' : 'fields.restore')}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </SavedTable>
  );
}
