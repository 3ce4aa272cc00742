import { Button, Popover } from 'antd';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { fieldName, type Words } from './card-words.ts';
import { possibleColumns } from './columns.ts';
import style from './Portfolio.module.css';

interface ColumnChooserProps {
  readonly columns: readonly string[];
  readonly words: Words;
  readonly onColumns: (columns: readonly string[]) => void;
}

/** Which columns there are, and in which order. */
export function ColumnChooser({ columns, words, onColumns }: ColumnChooserProps) {
  const { t } = useTranslation('portfolio');
  const all = possibleColumns(words);
  const listed = [...columns, ...all.filter((field) => !columns.includes(field))];
  const move = (field: string, by: number): void => {
    const at = columns.indexOf(field);
    const other = columns[at + by];
    if (other === undefined) return;
    onColumns(columns.map((one) => (one === field ? other : one === other ? field : one)));
  };
  const content = (
    <div className={style.chooser}>
      {listed.map((field) => {
        const shown = columns.includes(field);
        const name = fieldName(field, words, t);
        return (
          <div key={field} className={style.chooserRow}>
            <label>
              <input
                type="checkbox"
                checked={shown}
                onChange={() => onColumns(shown ? columns.filter((one) => one !== field) : [...columns, field])}
              />
              {name}
            </label>
            {shown && (
              <>
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowUp size={13} />}
                  aria-label={t('columns.up', { name })}
                  onClick={() => move(field, -1)}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowDown size={13} />}
                  aria-label={t('columns.down', { name })}
                  onClick={() => move(field, 1)}
                />
              </>
            )}
          </div>
        );
      })}
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content} destroyOnHidden>
      <Button type="text" size="small" icon={<Columns3 size={14} strokeWidth={1.6} />}>
        {t('columns.open', { shown: columns.length, all: all.length })}
      </Button>
    </Popover>
  );
}
