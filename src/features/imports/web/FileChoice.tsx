import { Button, Input, Segmented, Select } from 'antd';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { attributesOf, type ChosenFile } from './chosen-file.ts';
import style from './Imports.module.css';
import { ENTITIES, type Entity, FIELDS, missingFields, proposeColumns } from './propose-mapping.ts';

interface FileChoiceProps {
  readonly file: ChosenFile;
  readonly onChange: (file: ChosenFile) => void;
  readonly onRemove: () => void;
}

/** What one file holds: kind, columns, and its first rows with the chosen columns marked. */
export function FileChoice({ file, onChange, onRemove }: FileChoiceProps) {
  const { t } = useTranslation('imports');
  const { head, entity } = file;
  const turn = (next: Entity): void => {
    const columns = proposeColumns(next, head.header);
    onChange({ ...file, entity: next, columns, attributes: attributesOf(next, columns, head.header) });
  };
  const missing = missingFields(entity, file.columns);
  return (
    <section className={style.file} aria-label={file.name}>
      <div className={style.fileHead}>
        <strong>{file.name}</strong>
        <Segmented<Entity>
          size="small"
          value={entity}
          onChange={turn}
          aria-label={t('file.entity')}
          options={ENTITIES.map((one) => ({ value: one, label: t(`entity.${one}`) }))}
        />
        <Button
          type="text"
          size="small"
          icon={<X size={16} strokeWidth={1.6} />}
          aria-label={t('file.remove', { name: file.name })}
          onClick={onRemove}
        />
      </div>
      {head.header.length === 0 ? (
        <p className={style.problem}>{t('file.empty')}</p>
      ) : (
        <>
          <div className={style.fields}>
            {FIELDS[entity].map((field) => (
              <FieldChoice
                key={field.id}
                file={file}
                field={field.id}
                required={field.required}
                missing={missing.includes(field.id)}
                onChange={onChange}
              />
            ))}
            {entity === 'accounts' && file.columns.endsOn && <EndsOnReading file={file} onChange={onChange} />}
          </div>
          {entity === 'accounts' && file.attributes.length > 0 && (
            <p className={style.help}>{t('file.attributes', { columns: file.attributes.join(t('import.and')) })}</p>
          )}
          <Preview file={file} />
        </>
      )}
    </section>
  );
}

interface FieldChoiceProps {
  readonly file: ChosenFile;
  readonly field: string;
  readonly required: boolean;
  readonly missing: boolean;
  readonly onChange: (file: ChosenFile) => void;
}

/** One field: a column, for an event's name also one text for every row. */
function FieldChoice({ file, field, required, missing, onChange }: FieldChoiceProps) {
  const { t } = useTranslation('imports');
  const value = file.columns[field] ?? '';
  const fixed = value.startsWith('=');
  const set = (next: string): void => {
    const columns = Object.fromEntries(Object.entries({ ...file.columns, [field]: next }).filter(([, column]) => column !== ''));
    onChange({ ...file, columns, attributes: attributesOf(file.entity, columns, file.head.header) });
  };
  const options = [
    { value: '', label: t('file.none') },
    ...file.head.header.filter((column) => column !== '').map((column) => ({ value: column, label: column })),
    ...(field === 'name' && file.entity === 'events' ? [{ value: '=login', label: t('file.fixed') }] : []),
  ];
  return (
    <div className={style.field}>
      <span className={style.fieldName}>
        {t(`field.${field}`)}
        {required && <span className={style.help}> {t('file.required')}</span>}
      </span>
      <Select
        size="small"
        value={fixed ? '=login' : value}
        options={options}
        onChange={set}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t(`field.${field}`)}
        {...(missing && { status: 'error' as const })}
      />
      {fixed && (
        <Input size="small" value={value.slice(1)} aria-label={t('file.fixedText')} onChange={(event) => set(`=${event.target.value}`)} />
      )}
    </div>
  );
}

function EndsOnReading({ file, onChange }: Pick<FileChoiceProps, 'file' | 'onChange'>) {
  const { t } = useTranslation('imports');
  return (
    <div className={style.field}>
      <span className={style.fieldName}>{t('file.endsOnIs')}</span>
      <Select
        size="small"
        value={file.endsOnIs}
        aria-label={t('file.endsOnIs')}
        onChange={(endsOnIs) => onChange({ ...file, endsOnIs })}
        options={[
          { value: 'inclusive' as const, label: t('file.inclusive') },
          { value: 'exclusive' as const, label: t('file.exclusive') },
        ]}
      />
    </div>
  );
}

function Preview({ file }: { readonly file: ChosenFile }) {
  const { t } = useTranslation('imports');
  const fieldOf = new Map(Object.entries(file.columns).map(([field, column]) => [column, field]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
    <div className={style.scroll} tabIndex={0} role="region" aria-label={t('file.preview', { name: file.name })}>
      <table className={style.preview}>
        <thead>
          <tr>
            {file.head.header.map((column) => (
              <th key={column} scope="col">
                {fieldOf.has(column) ? <strong>{t(`field.${fieldOf.get(column)}`)}</strong> : <span>{t('file.unused')}</span>}
                <span>{column}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {file.head.rows.map((row) => (
            <tr key={row.join('\u0001')}>
              {file.head.header.map((column, at) => (
                <td key={column} className={fieldOf.has(column) ? undefined : style.faint}>
                  {row[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
