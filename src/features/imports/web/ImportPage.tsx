import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../web/error-words.ts';
import { formatFull } from '../../../web/format.ts';
import { DayInput } from '../../../web/ui/DayInput.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { tableLabel } from '../core/table-label.ts';
import { FileCard } from './FileCard.tsx';
import { FileDrop } from './FileDrop.tsx';
import { ImportProgress, isRunning } from './ImportProgress.tsx';
import { ImportReportView } from './ImportReportView.tsx';
import style from './Imports.module.css';
import { missingFields } from './mapping-draft.ts';
import { PastImports } from './PastImports.tsx';
import { PreviewView } from './PreviewView.tsx';
import { SaveMapping } from './SaveMapping.tsx';
import { UndoImport } from './UndoImport.tsx';
import { useWizard, type Wizard } from './use-wizard.ts';

/** 导入表格: choose files, say what each is, see the first rows, run, read the report, take it back. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const wizard = useWizard();
  const { report, choices, sending } = wizard;
  const running = report !== null && isRunning(report);
  const finished = report !== null && !running;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each import that comes to its end
  useEffect(() => {
    if (finished) wizard.settle();
  }, [finished, report?.importId]);
  return (
    <div className={style.page}>
      <h1 className={style.headline}>
        <Headline wizard={wizard} />
      </h1>
      <p className={style.definition}>{t('import.definition')}</p>
      {running && <ImportProgress report={report} onCancel={wizard.cancel} />}
      {finished && <Finished wizard={wizard} />}
      {report === null && (
        <>
          <FileDrop onFiles={(files) => void wizard.add(files)} again={choices.length > 0} />
          {sending.map(({ name, bytes, sent, error }) => (
            <p key={name} className={error === null ? style.progress : style.problem} role={error === null ? 'status' : 'alert'}>
              {error === null
                ? t('drop.sending', { name, percent: bytes === 0 ? 100 : Math.floor((100 * sent) / bytes) })
                : t('drop.failed', { name, message: errorWords(error, t).title })}
            </p>
          ))}
          {wizard.busy === 'proposing' && (
            <p className={style.progress} role="status">
              {t('import.proposing')}
            </p>
          )}
          {choices.map((choice, index) => (
            <FileCard
              key={`${choice.proposed.fileId} ${choice.proposed.sheet ?? ''}`}
              choice={choice}
              onDecide={(kind) => wizard.decide(tableLabel(choice.proposed.file, choice.proposed.sheet), kind)}
              onDraft={(draft) => wizard.redraw(index, draft)}
              onRemove={() => wizard.remove(choice.proposed.fileId)}
            />
          ))}
          {choices.length > 0 && <Run wizard={wizard} />}
        </>
      )}
      {wizard.error !== null && <ErrorState error={wizard.error} />}
      {wizard.preview !== null && report === null && <PreviewView preview={wizard.preview} />}
      <PastImports />
    </div>
  );
}

function Headline({ wizard: { report, choices } }: { readonly wizard: Wizard }) {
  const { t } = useTranslation('imports');
  if (report !== null) {
    const imported = report.files.reduce((sum, file) => sum + file.imported, 0);
    if (isRunning(report)) return t('import.runningHeadline');
    return t(report.dryRun ? 'import.triedHeadline' : 'import.doneHeadline', { count: imported, number: formatFull(imported) });
  }
  return choices.length === 0 ? t('import.headline') : t('import.checkHeadline', { count: choices.length });
}

/** Where the data come from, as of when, and the two ways to go on. */
function Run({ wizard }: { readonly wizard: Wizard }) {
  const { t } = useTranslation('imports');
  const [source, setSource] = useState('crm');
  const [asOf, setAsOf] = useState('');
  const prefix = useId();
  const chosen = wizard.choices.filter(({ draft }) => draft !== null);
  const ready = chosen.length > 0 && chosen.every(({ draft }) => draft !== null && missingFields(draft).length === 0);
  return (
    <div className={style.run}>
      <div className={style.source}>
        <label htmlFor={`${prefix}source`}>{t('import.source')}</label>
        <Input id={`${prefix}source`} value={source} maxLength={80} onChange={(event) => setSource(event.target.value)} />
        <span className={style.help}>{t('import.sourceHelp')}</span>
      </div>
      <div className={style.source}>
        <label htmlFor={`${prefix}asOf`}>{t('import.asOf')}</label>
        <DayInput id={`${prefix}asOf`} value={asOf} onChange={setAsOf} />
        <span className={style.help}>{t('import.asOfHelp')}</span>
      </div>
      <div className={style.go}>
        <Button loading={wizard.busy === 'previewing'} disabled={!ready} onClick={() => void wizard.look(source)}>
          {t('import.preview')}
        </Button>
        <Button loading={wizard.busy === 'starting'} disabled={!ready} onClick={() => void wizard.start(source, true, asOf)}>
          {t('import.try')}
        </Button>
        <Button type="primary" disabled={!ready || wizard.busy !== null} onClick={() => void wizard.start(source, false, asOf)}>
          {t('import.run', { count: chosen.length })}
        </Button>
        <SaveMapping onSave={(name) => wizard.keep(name, source)} disabled={!ready} />
      </div>
    </div>
  );
}

/** What became of it, and how to go on. */
function Finished({ wizard }: { readonly wizard: Wizard }) {
  const { t } = useTranslation('imports');
  const { workspace = '' } = useParams({ strict: false });
  const { report } = wizard;
  if (report === null) return null;
  return (
    <>
      {report.problem !== null && (
        <p className={style.problem} role="alert">
          {t('run.problem', { problem: report.problem })}
        </p>
      )}
      {report.state === 'cancelled' && <p className={style.question}>{t('run.cancelled')}</p>}
      <ImportReportView report={report} />
      <div className={style.after}>
        {report.dryRun ? (
          <Button type="primary" onClick={wizard.again}>
            {t('run.back')}
          </Button>
        ) : (
          <>
            <Link to="/$workspace/day" params={{ workspace }}>
              <Button type="primary">{t('import.toDay')}</Button>
            </Link>
            <Button onClick={wizard.done}>{t('run.next')}</Button>
            <UndoImport report={report} />
          </>
        )}
      </div>
    </>
  );
}
