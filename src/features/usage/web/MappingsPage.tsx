import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { UndoNotice } from '../../../web/ui/UndoNotice.tsx';
import { asking, useChange, useOperation } from '../../../web/use-operation.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { getMapping, listEventNames, listMappingVersions, restoreMapping } from '../contract-mappings.ts';
import { wordsOn } from '../core/mapping-changes.ts';
import { BackfillProgress } from './BackfillProgress.tsx';
import style from './Data.module.css';
import { DraftBar } from './DraftBar.tsx';
import { MappingHistory } from './MappingHistory.tsx';
import { NamesTable } from './NamesTable.tsx';
import { Proposals } from './Proposals.tsx';
import { RuleList } from './RuleList.tsx';
import { useDraft } from './use-draft.ts';

const EVERY_MS = 1500;

/** 事件含义: what the events mean that come in, said by people; the past follows. */
export function MappingsPage() {
  const { t } = useTranslation('usage');
  const mapping = useQuery({ ...asking(getMapping, {}), refetchInterval: ({ state }) => (isGoing(state.data) ? EVERY_MS : false) });
  const names = useOperation(listEventNames, {});
  if (mapping.isPending || names.isPending)
    return (
      <div className={style.page}>
        <h1 className={style.headline}>{t('mapping.title')}</h1>
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    );
  if (mapping.isError || names.isError)
    return (
      <div className={style.page}>
        <h1 className={style.headline}>{t('mapping.title')}</h1>
        <ErrorState
          error={mapping.error ?? names.error}
          onRetry={() => {
            void mapping.refetch();
            void names.refetch();
          }}
        />
      </div>
    );
  return <Editor mapping={mapping.data} names={names.data} />;
}

function isGoing(mapping: OutputOf<typeof getMapping> | undefined): boolean {
  return mapping?.backfill?.state === 'waiting' || mapping?.backfill?.state === 'running';
}

interface EditorProps {
  readonly mapping: OutputOf<typeof getMapping>;
  readonly names: OutputOf<typeof listEventNames>;
}

function Editor({ mapping, names }: EditorProps) {
  const { t } = useTranslation('usage');
  const { workspace = '' } = useParams({ strict: false });
  const draft = useDraft(workspace, mapping.version, mapping.rules);
  const [saved, setSaved] = useState<{ readonly before: number; readonly version: number } | null>(null);
  const refresh = useRefresh(getMapping, listEventNames, listMappingVersions);
  const undo = useChange(restoreMapping);
  const rules = draft.rules ?? mapping.rules;
  const open = names.names.filter(
    ({ name, meanings }) => wordsOn(rules, name).kind === null && meanings.some(({ kind }) => kind === 'action'),
  );
  if (names.total === 0 && mapping.version === 0)
    return (
      <div className={style.page}>
        <h1 className={style.headline}>{t('mapping.none')}</h1>
        <div className={style.empty}>
          <p>{t('mapping.empty')}</p>
          <Link to="/$workspace/connect" params={{ workspace }}>
            <Button type="primary">{t('mapping.connect')}</Button>
          </Link>
        </div>
      </div>
    );
  return (
    <div className={style.page}>
      <h1 className={style.headline}>
        {t('mapping.headline', { count: names.total, number: formatFull(names.total), open: formatFull(open.length) })}
      </h1>
      <p className={style.definition}>{t('mapping.definition')}</p>
      {mapping.backfill && <BackfillProgress backfill={mapping.backfill} onChange={refresh} />}
      <Proposals proposals={names.proposals} rules={rules} onRules={draft.set} />
      <NamesTable names={names} rules={rules} saved={mapping.rules} onRules={draft.set} />
      <RuleList rules={rules} onRules={draft.set} />
      <MappingHistory
        version={mapping.version}
        onRestored={(version) => {
          draft.drop();
          setSaved({ before: mapping.version, version });
          refresh();
        }}
      />
      {draft.rules !== null && (
        <DraftBar
          draft={draft}
          saved={mapping.rules}
          stale={draft.version !== mapping.version}
          onSaved={(version) => {
            setSaved({ before: draft.version, version });
            draft.drop();
            refresh();
          }}
        />
      )}
      {saved && (
        <UndoNotice
          text={t('mapping.saved')}
          onUndo={() =>
            undo.mutate({ number: saved.before, version: saved.version }, { onSettled: refresh, onSuccess: () => setSaved(null) })
          }
          onClose={() => setSaved(null)}
        />
      )}
    </div>
  );
}
