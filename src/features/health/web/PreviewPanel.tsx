import { Link, useParams } from '@tanstack/react-router';
import { Button, Input, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatPoints, NO_VALUE } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit } from '../../access/contract.ts';
import style from '../../access/web/widgets/Settings.module.css';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { BANDS, explain } from '../contract.ts';
import { listModels, previewModel, publishModel, readiness } from '../contract-models.ts';
import { BacktestLine } from './BacktestLine.tsx';
import own from './Models.module.css';
import { useBacktests } from './use-backtests.ts';

interface PreviewPanelProps {
  readonly modelId: string;
  readonly revision: number;
  readonly onDone: () => void;
}

/** What the draft would say today: how many change colour, who, from what to what; and publishing it. */
export function PreviewPanel({ modelId, revision, onDone }: PreviewPanelProps) {
  const { t } = useTranslation('health');
  const answer = useOperation(previewModel, { modelId });
  return (
    <section className={style.section} aria-live="polite">
      {answer.isPending && <Skeleton active paragraph={{ rows: 5 }} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && (
        <>
          <h2>
            {answer.data.recoloured === 0
              ? t('preview.none', { customers: answer.data.customers })
              : t('preview.title', { count: answer.data.recoloured, customers: answer.data.customers })}
          </h2>
          <p className={style.definition}>{t('preview.note', { day: answer.data.asOf, moved: answer.data.moved })}</p>
          <Tally of={answer.data} />
          <Changes of={answer.data} />
          <Publish modelId={modelId} revision={revision} onDone={onDone} />
        </>
      )}
    </section>
  );
}

type Preview = OutputOf<typeof previewModel>;

function Tally({ of }: { readonly of: Preview }) {
  const { t } = useTranslation('health');
  return (
    <table className={own.tally} aria-label={t('preview.tally')}>
      <tbody>
        {BANDS.map((band) => (
          <tr key={band}>
            <th scope="row">
              <HealthShape health={band} /> {t(`units:health.${band}`)}
            </th>
            <td>{formatFull(of.before[band])}</td>
            <td>→</td>
            <td>
              <strong>{formatFull(of.after[band])}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Changes({ of }: { readonly of: Preview }) {
  const { t } = useTranslation('health');
  const { workspace = '' } = useParams({ strict: false });
  if (of.changes.length === 0) return null;
  const side = ({ score, band }: Preview['changes'][number]['before']) => (
    <>
      <HealthShape health={band} label={t(`units:health.${band}`)} /> {score === null ? NO_VALUE : formatPoints(score)}
    </>
  );
  return (
    <>
      <ul className={own.changes}>
        {of.changes.map((change) => (
          <li key={change.externalId}>
            <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId: change.externalId }}>
              {change.name}
            </Link>
            <span>
              {side(change.before)} → {side(change.after)}
            </span>
          </li>
        ))}
      </ul>
      {of.moved > of.changes.length && <p className={style.definition}>{t('preview.more', { shown: of.changes.length, all: of.moved })}</p>}
    </>
  );
}

function Publish({ modelId, revision, onDone }: PreviewPanelProps) {
  const { t } = useTranslation('health');
  const id = useId();
  const [note, setNote] = useState('');
  const change = useChange(publishModel);
  const tested = useBacktests(modelId);
  const isTested = tested.data != null && tested.data.draft !== null;
  const refresh = useRefresh(listModels, explain, readiness, listAudit);
  return (
    <>
      <BacktestLine modelId={modelId} version="draft" />
      <div className={own.line}>
        <label htmlFor={id}>{t('preview.noteLabel')}</label>
        <Input
          id={id}
          style={{ flex: '1 1 240px', maxWidth: 480 }}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button
          type="primary"
          loading={change.isPending}
          disabled={!isTested}
          onClick={() =>
            change.mutate(
              { modelId, revision, note, acknowledgedBacktest: true },
              {
                onSuccess: () => {
                  refresh();
                  onDone();
                },
              },
            )
          }
        >
          {t('preview.publish')}
        </Button>
      </div>
      <p className={style.definition}>{t(isTested ? 'preview.publishNote' : 'preview.testFirst')}</p>
      {change.isError && <ErrorState error={change.error} />}
    </>
  );
}
