import { Button, Input, type InputRef, Popover, Select } from 'antd';
import { Users } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../web/error-words.ts';
import { formatFull } from '../../../web/format.ts';
import { useChange } from '../../../web/use-operation.ts';
import { removeView, saveView } from '../contract.ts';
import type { View } from '../core/views.ts';
import type { SavedView } from './list-search.ts';
import style from './Portfolio.module.css';

interface ViewTabsProps {
  readonly views: readonly SavedView[];
  readonly here: string;
  readonly onOpen: (viewId: string) => void;
}

/** The views, each with how many customers it finds. */
export function ViewTabs({ views, here, onOpen }: ViewTabsProps) {
  const { t } = useTranslation('portfolio');
  return (
    <div className={style.tabs} role="tablist" aria-label={t('views')}>
      {views.map(({ viewId, name, shared, count }, index) => (
        <button
          key={viewId}
          type="button"
          role="tab"
          aria-selected={viewId === here}
          aria-keyshortcuts={index < 9 ? String(index + 1) : undefined}
          className={viewId === here ? style.tabHere : style.tab}
          onClick={() => onOpen(viewId)}
        >
          {name ?? t(`view.${viewId}`)}
          <span className={style.tabCount}>{formatFull(count)}</span>
          {name !== null && shared !== 'mine' && <Users size={12} strokeWidth={1.6} role="img" aria-label={t(`shared.${shared}`)} />}
        </button>
      ))}
    </div>
  );
}

interface KeepViewProps {
  readonly saved: SavedView | null;
  readonly view: View;
  readonly onSaved: (viewId: string) => void;
  readonly onRemoved: () => void;
}

/** Saves what the list shows as a view, or into mine; removes mine. */
export function KeepView({ saved, view, onSaved, onRemoved }: KeepViewProps) {
  const { t } = useTranslation(['portfolio', 'shell']);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const field = useRef<InputRef>(null);
  const [shared, setShared] = useState<SavedView['shared']>('mine');
  const keep = useChange(saveView);
  const remove = useChange(removeView);
  const mine = saved?.mine === true ? saved : null;
  const asSent = {
    where: view.where.map((one) => ({ ...one, values: [...one.values] })),
    sort: [...view.sort],
    columns: [...view.columns],
  };
  const save = (viewId?: string): void =>
    keep.mutate(
      {
        ...(viewId === undefined ? { name, shared } : { viewId, name: saved?.name ?? name, shared: saved?.shared ?? shared }),
        view: asSent,
      },
      {
        onSuccess: (kept) => {
          setOpen(false);
          setName('');
          onSaved(kept.viewId);
        },
      },
    );
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      afterOpenChange={(isOpen) => isOpen && field.current?.focus()}
      placement="bottomRight"
      destroyOnHidden
      content={
        <form
          className={style.editor}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') save();
          }}
        >
          {mine && (
            <Button type="primary" loading={keep.isPending} onClick={() => save(mine.viewId)}>
              {t('keep.into', { name: mine.name })}
            </Button>
          )}
          <Input
            ref={field}
            value={name}
            maxLength={60}
            aria-label={t('keep.name')}
            placeholder={t('keep.name')}
            onChange={(event) => setName(event.target.value)}
          />
          <Select
            aria-label={t('keep.for')}
            value={shared}
            options={(['mine', 'team', 'workspace'] as const).map((value) => ({ value, label: t(`shared.${value}`) }))}
            onChange={setShared}
          />
          {keep.isError && <span role="alert">{errorWords(keep.error, t as never).title}</span>}
          <span className={style.editorActs}>
            <Button
              htmlType="submit"
              type={mine ? 'default' : 'primary'}
              size="small"
              disabled={name.trim() === ''}
              loading={keep.isPending}
            >
              {t('keep.save')}
            </Button>
            {mine && (
              <Button
                type="text"
                size="small"
                onClick={() =>
                  remove.mutate(
                    { viewId: mine.viewId },
                    {
                      onSuccess: () => {
                        setOpen(false);
                        onRemoved();
                      },
                    },
                  )
                }
              >
                {t('keep.remove')}
              </Button>
            )}
          </span>
        </form>
      }
    >
      <Button type="text" size="small" aria-keyshortcuts="v">
        {t('keep.open')}
      </Button>
    </Popover>
  );
}
