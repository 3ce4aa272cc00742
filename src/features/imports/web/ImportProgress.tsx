import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import type { ImportReport } from '../contract.ts';
import style from './Imports.module.css';

/** How far an import has come, with a way to stop it. */
export function ImportProgress({ report, onCancel }: { readonly report: ImportReport; readonly onCancel: () => void }) {
  const { t } = useTranslation('imports');
  const { rows, bytes, ofBytes } = report.progress;
  return (
    <div className={style.running} role="status">
      <span>
        {t(report.dryRun ? 'run.trying' : `run.${report.state === 'waiting' ? 'waiting' : 'running'}`, { number: formatFull(rows) })}
      </span>
      <Progress percent={ofBytes === 0 ? 0 : Math.min(99, Math.round((100 * bytes) / ofBytes))} size="small" />
      <Button size="small" disabled={report.state === 'cancelling'} onClick={onCancel}>
        {t(report.state === 'cancelling' ? 'run.cancelling' : 'run.cancel')}
      </Button>
    </div>
  );
}

/** Whether an import goes on. */
export function isRunning({ state }: ImportReport): boolean {
  return state === 'waiting' || state === 'running' || state === 'cancelling';
}
