import { Button, Drawer, Radio, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { FieldValue } from '../../../kernel/record.ts';
import { formatFull, spaced } from '../../../web/format.ts';
import { customerKind } from '../../../web/records/account-source.ts';
import { valueText } from '../../../web/records/record-values.ts';
import { useCustomFields } from '../../../web/records/use-custom-fields.ts';
import { formFields, useValueWords } from '../../../web/records/use-record-words.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PHONE, useMedia } from '../../../web/use-media.ts';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { type listDuplicates, mergeCustomers, previewMerge } from '../contract.ts';
import own from './Duplicates.module.css';

type Pair = OutputOf<typeof listDuplicates>['pairs'][number];
type Preview = OutputOf<typeof previewMerge>;

const NOTHING: ReadonlyMap<string, string> = new Map();

interface MergeDrawerProps {
  readonly pair: Pair;
  readonly onMerged: (merge: OutputOf<typeof mergeCustomers>) => void;
  readonly onClose: () => void;
}

/** Before two customers are merged: which is kept, whose values stand, what moves and what stays. */
export function MergeDrawer({ pair, onMerged, onClose }: MergeDrawerProps) {
  const { t } = useTranslation('records');
  const phone = useMedia(PHONE);
  const first = useOperation(previewMerge, { keep: pair.one.externalId, drop: pair.other.externalId });
  const [chosen, setChosen] = useState<'one' | 'other' | null>(null);
  // Whoever has more of a past in the product is kept, until somebody decides: use does not move.
  const kept = chosen ?? ((first.data?.drop.events ?? 0) > (first.data?.keep.events ?? 0) ? 'other' : 'one');
  const [keep, drop] = kept === 'one' ? [pair.one, pair.other] : [pair.other, pair.one];
  const preview = useOperation(previewMerge, { keep: keep.externalId, drop: drop.externalId }, { enabled: first.data !== undefined });
  return (
    <Drawer open size={phone ? '100%' : 560} title={t('dup.title')} onClose={onClose} destroyOnHidden>
      <p className={own.label} id="merge-kept">
        {t('dup.keep')}
      </p>
      <Segmented
        block
        vertical
        aria-labelledby="merge-kept"
        value={kept}
        options={(['one', 'other'] as const).map((side) => ({
          value: side,
          label: (
            <span
              className={own.side}
            >{`${pair[side].name} ${pair[side].name === pair[side].externalId ? '' : pair[side].externalId}`}</span>
          ),
        }))}
        onChange={setChosen}
      />
      {first.isError && <ErrorState error={first.error} onRetry={() => void first.refetch()} />}
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data ? (
        <PreviewOf key={keep.externalId} preview={preview.data} onMerged={onMerged} onClose={onClose} />
      ) : (
        <Skeleton active paragraph={{ rows: 6 }} />
      )}
    </Drawer>
  );
}

function PreviewOf({ preview, onMerged, onClose }: { readonly preview: Preview } & Pick<MergeDrawerProps, 'onMerged' | 'onClose'>) {
  const { t } = useTranslation('records');
  const { keep, drop, fields, records } = preview;
  const merge = useChange(mergeCustomers);
  const [takes, setTakes] = useState<ReadonlySet<string>>(
    new Set(fields.filter(({ stands }) => stands === 'drop').map(({ field }) => field)),
  );
  const take = (field: string, side: 'keep' | 'drop'): void => {
    const next = new Set(takes);
    if (side === 'drop') next.add(field);
    else next.delete(field);
    setTakes(next);
  };
  return (
    <>
      <p className={own.label}>{t(fields.length === 0 ? 'dup.sameFields' : 'dup.fields')}</p>
      {fields.map((one) => (
        <FieldChoice key={one.field} of={one} takes={takes.has(one.field)} onTake={(side) => take(one.field, side)} />
      ))}
      <p className={own.label}>{t('dup.moves')}</p>
      <ul className={own.list}>
        {records.map(({ kind, count }) => (
          <li key={kind}>{t('dup.record', { kind: t(`kinds.${kind}`, { defaultValue: kind }), number: formatFull(count) })}</li>
        ))}
        <li>{t('dup.ledger')}</li>
        <li>{t('dup.tasks')}</li>
        <li>{spaced(t('dup.alias', { id: drop.externalId }))}</li>
      </ul>
      <p className={own.label}>{t('dup.stays')}</p>
      <ul className={own.list}>
        <li>{spaced(t('dup.events', { dropped: formatFull(drop.events), kept: formatFull(keep.events), name: drop.name }))}</li>
        <li>{t('dup.undoable')}</li>
      </ul>
      {merge.isError && <ErrorState error={merge.error} />}
      <div className={own.submit}>
        <Button
          type="primary"
          loading={merge.isPending}
          onClick={() =>
            merge.mutate({ keep: keep.externalId, drop: drop.externalId, take: [...takes] }, { onSuccess: (answer) => onMerged(answer) })
          }
        >
          {t('dup.doMerge')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </>
  );
}

interface FieldChoiceProps {
  readonly of: Preview['fields'][number];
  readonly takes: boolean;
  readonly onTake: (side: 'keep' | 'drop') => void;
}

function FieldChoice({ of: { field, keep, drop }, takes, onTake }: FieldChoiceProps) {
  const { t } = useTranslation('records');
  const custom = useCustomFields(customerKind.name);
  const words = useValueWords(NOTHING);
  const key = field.startsWith('custom.') ? field.slice('custom.'.length) : field;
  const known = formFields(customerKind, custom, field === key ? {} : { [key]: '' }, t).find(
    (one) => one.key === key && one.added === (field !== key),
  );
  const text = (value: FieldValue | null): string =>
    valueText(known?.field ?? null, value, words.settingOf({}), words.wordsOf(known?.choice ?? String));
  return (
    <fieldset className={own.field}>
      <legend>{known?.label ?? key}</legend>
      <Radio.Group
        className={own.choices ?? ''}
        value={takes ? 'drop' : 'keep'}
        onChange={(event) => onTake(event.target.value as 'keep' | 'drop')}
        options={[
          { value: 'keep', label: text(keep) },
          { value: 'drop', label: text(drop) },
        ]}
      />
    </fieldset>
  );
}
