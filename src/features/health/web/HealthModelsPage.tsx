import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit } from '../../access/contract.ts';
import { ConfirmDialog } from '../../access/web/widgets/ConfirmDialog.tsx';
import style from '../../access/web/widgets/Settings.module.css';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { explain } from '../contract.ts';
import { listModels, readiness, retireModel } from '../contract-models.ts';
import { ModelEditor } from './ModelEditor.tsx';
import own from './Models.module.css';
import { ModelView } from './ModelView.tsx';
import type { Answer, Model } from './model-draft.ts';
import { Segment } from './Segment.tsx';

/** 健康模型: which there are, for whom, since when; one of them opened, read or worked on. */
export function HealthModelsPage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const leads = useHolds(LEADING);
  const answer = useOperation(listModels, {});
  if (answer.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (answer.isError) return <PageError place="health" error={answer.error} onRetry={() => void answer.refetch()} />;
  const open = (next: Record<string, string>): void => void navigate({ to: '.', search: next });
  const { model: id, edit } = search;
  const model = answer.data.models.find(({ modelId }) => modelId === id);
  if (typeof id === 'string' && String(edit) === '1' && leads)
    return <ModelEditor key={id} modelId={id} model={model} all={answer.data} onBack={() => open({ model: id })} />;
  if (model !== undefined)
    return <ModelView model={model} onBack={() => open({})} onEdit={leads ? () => open({ model: model.modelId, edit: '1' }) : null} />;
  return (
    <List
      all={answer.data}
      leads={leads}
      onOpen={(modelId) => open({ model: modelId })}
      onEdit={(modelId) => open({ model: modelId, edit: '1' })}
    />
  );
}

interface ListProps {
  readonly all: Answer;
  readonly leads: boolean;
  readonly onOpen: (modelId: string) => void;
  readonly onEdit: (modelId: string) => void;
}

function List({ all, leads, onOpen, onEdit }: ListProps) {
  const { t } = useTranslation('health');
  const [ending, setEnding] = useState<Model | null>(null);
  const usage = all.models.find(({ modelId }) => modelId === 'usage-health');
  const segments = all.models.filter(({ builtIn, inForce }) => !builtIn && inForce !== null && !inForce.retired).length;
  return (
    <>
      <h1 className={style.headline}>
        {t('models.headline', { version: usage?.inForce?.version ?? 1, bands: usage?.inForce?.model.bands.healthy ?? 75, count: segments })}
      </h1>
      <p className={style.definition}>{t('models.definition')}</p>
      {leads && (
        <div className={style.bar}>
          <Button type="primary" icon={<Plus size={16} strokeWidth={1.6} />} onClick={() => onEdit(freeModelId(all))}>
            {t('models.create')}
          </Button>
        </div>
      )}
      <table className={style.table}>
        <thead>
          <tr>
            {(['name', 'for', 'version', 'draft'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`models.column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className={style.unseen}>{t('models.column.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {all.models.map((model) => (
            <Row key={model.modelId} model={model} leads={leads} onOpen={onOpen} onEdit={onEdit} onEnd={() => setEnding(model)} />
          ))}
        </tbody>
      </table>
      {ending !== null && <RetireDialog model={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

interface RowProps extends Pick<ListProps, 'leads' | 'onOpen' | 'onEdit'> {
  readonly model: Model;
  readonly onEnd: () => void;
}

function Row({ model, leads, onOpen, onEdit, onEnd }: RowProps) {
  const { t, i18n } = useTranslation('health');
  const { modelId, inForce, draft, builtIn, problems } = model;
  const content = inForce?.model ?? draft?.model;
  const mayEnd = leads && !builtIn && inForce !== null && !inForce.retired;
  return (
    <tr>
      <td>
        <Button type="link" size="small" className={own.open ?? ''} onClick={() => onOpen(modelId)}>
          {content?.name[i18n.language as Locale] ?? modelId}
        </Button>
        <span className={style.quiet}>{t(content?.purpose === 'full' ? 'models.isFull' : 'models.isUsage')}</span>
      </td>
      <td className={style.wide}>
        <Segment of={content?.segment} />
      </td>
      <td className={style.status}>
        <InForce of={inForce} />
      </td>
      <td className={style.wide}>
        {draft === null ? <span className={style.faint}>{t('models.noDraft')}</span> : t('models.hasDraft', { who: draft.changedBy })}
        {problems.length > 0 && <span className={style.quiet}>{t('models.broken', { count: problems.length })}</span>}
      </td>
      <td className={style.acts}>
        {leads && (
          <Button size="small" type="text" onClick={() => onEdit(modelId)}>
            {t(draft === null ? 'models.edit' : 'models.goOn')}
          </Button>
        )}
        {mayEnd && (
          <Button size="small" type="text" onClick={onEnd}>
            {t('models.retire')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Which version judges, and since when. */
function InForce({ of }: { readonly of: Model['inForce'] }) {
  const { t } = useTranslation('health');
  if (of === null) return <>{t('models.draftOnly')}</>;
  return (
    <>
      {t(of.retired ? 'models.retired' : 'models.version', { version: of.version })}
      <span className={style.quiet}>{of.from === null ? t('models.fromBeginning') : t('models.from', { day: of.from })}</span>
    </>
  );
}

function freeModelId({ models }: Answer): string {
  for (let number = 1; ; number++) if (!models.some(({ modelId }) => modelId === `segment-${number}`)) return `segment-${number}`;
}

function RetireDialog({ model, onClose }: { readonly model: Model; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('health');
  const change = useChange(retireModel);
  const refresh = useRefresh(listModels, explain, readiness, listAudit);
  const name = model.inForce?.model.name[i18n.language as Locale] ?? model.modelId;
  return (
    <ConfirmDialog
      open
      title={t('models.retireTitle', { name })}
      confirm={t('models.retire')}
      pending={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate(
          { modelId: model.modelId },
          {
            onSuccess: () => {
              refresh();
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{t('models.retireAbout')}</p>
      {change.isError && <ErrorState error={change.error} />}
    </ConfirmDialog>
  );
}
