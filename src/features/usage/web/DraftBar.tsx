import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/call.ts';
import { formatFull, NO_VALUE } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { previewMapping, saveMapping } from '../contract-mappings.ts';
import type { MappingRule } from '../core/mapping.ts';
import { mappingChanges } from '../core/mapping-changes.ts';
import style from './Data.module.css';
import type { Draft } from './use-draft.ts';

const REST_MS = 400;

interface DraftBarProps {
  readonly draft: Draft;
  readonly saved: readonly MappingRule[];
  /** Somebody else has changed the rules since the draft was begun. */
  readonly stale: boolean;
  readonly onSaved: (version: number) => void;
}

/** What was changed, what it would do to the past, and the two ways out. */
export function DraftBar({ draft, saved, stale, onSaved }: DraftBarProps) {
  const { t } = useTranslation('usage');
  const rules = [...(draft.rules ?? [])];
  const rested = useRested(JSON.stringify(rules));
  const preview = useQuery({
    queryKey: [previewMapping.id, rested],
    queryFn: () => call(previewMapping, { rules: JSON.parse(rested) as MappingRule[] }),
    enabled: !stale,
  });
  const save = useChange(saveMapping);
  const { added, removed } = mappingChanges(saved, rules);
  const changes = Math.max(1, added.length, removed.length);
  return (
    <section className={style.draft} aria-label={t('mapping.draft.label')}>
      <div role="status">
        <strong>{t('mapping.draft.changes', { count: changes })}</strong> {stale ? t('mapping.draft.stale') : <Effect preview={preview} />}
      </div>
      <div>
        <Button onClick={draft.drop}>{t('mapping.draft.drop')}</Button>{' '}
        <Button
          type="primary"
          disabled={stale}
          loading={save.isPending}
          onClick={() => save.mutate({ rules, version: draft.version }, { onSuccess: ({ version }) => onSaved(version) })}
        >
          {t('mapping.draft.save')}
        </Button>
      </div>
      {save.isError && <ErrorState error={save.error} />}
    </section>
  );
}

interface Preview {
  readonly data: { readonly events: number; readonly customers: number; readonly since: string | null } | undefined;
  readonly isError: boolean;
}

function Effect({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation('usage');
  if (preview.isError) return t('mapping.draft.unknown');
  if (preview.data === undefined) return t('mapping.draft.counting');
  const { events, customers, since } = preview.data;
  if (events === 0) return t('mapping.draft.nothing');
  return t('mapping.draft.effect', {
    count: events,
    events: formatFull(events),
    customers: formatFull(customers),
    since: since ?? NO_VALUE,
  });
}

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
