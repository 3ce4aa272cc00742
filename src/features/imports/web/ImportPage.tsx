import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { runImport } from '../contract.ts';
import { type ChosenFile, readChosen } from './chosen-file.ts';
import { FileChoice } from './FileChoice.tsx';
import { FileDrop } from './FileDrop.tsx';
import { ImportReportView } from './ImportReportView.tsx';
import style from './Imports.module.css';
import { PastImports } from './PastImports.tsx';
import { fileMapping, missingFields } from './propose-mapping.ts';

type Report = OutputOf<typeof runImport>;

/** 导入表格: choose files, say what each is, see the first rows, run, read the report. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const { workspace = '' } = useParams({ strict: false });
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [source, setSource] = useState('csv');
  const sourceField = useId();
  const [report, setReport] = useState<Report | null>(null);
  const run = useImportRun(files, source, (done) => {
    setReport(done);
    setFiles([]);
  });
  const add = (list: readonly File[]): void => {
    setReport(null);
    void Promise.all(list.map(readChosen)).then((read) =>
      setFiles((now) => [...now.filter((file) => !read.some((one) => one.name === file.name)), ...read]),
    );
  };
  return (
    <div className={style.page}>
      <h1 className={style.headline}>
        {report ? t('import.doneHeadline', { count: report.files.reduce((sum, file) => sum + file.imported, 0) }) : t('import.headline')}
      </h1>
      <p className={style.definition}>
        {report ? (
          <Link to="/$workspace/day" params={{ workspace }}>
            {t('import.toDay')}
          </Link>
        ) : (
          t('import.definition')
        )}
      </p>
      {report && <ImportReportView report={report} />}
      <FileDrop onFiles={add} again={files.length > 0 || report !== null} />
      {files.map((file) => (
        <FileChoice
          key={file.name}
          file={file}
          onRemove={() => setFiles(files.filter((one) => one.name !== file.name))}
          onChange={(next) => setFiles(files.map((one) => (one.name === file.name ? next : one)))}
        />
      ))}
      {files.length > 0 && (
        <div className={style.run}>
          <div className={style.source}>
            <label htmlFor={sourceField}>{t('import.source')}</label>
            <Input id={sourceField} value={source} maxLength={80} onChange={(event) => setSource(event.target.value)} />
            <span className={style.help}>{t('import.sourceHelp')}</span>
          </div>
          <Button type="primary" loading={run.running} onClick={run.start}>
            {t('import.run', { count: files.length })}
          </Button>
          {run.problem !== null && (
            <p className={style.problem} role="alert">
              {run.problem}
            </p>
          )}
          {run.running && (
            <p className={style.progress} role="status">
              {t('import.running')}
            </p>
          )}
          {run.error !== null && <ErrorState error={run.error} onRetry={run.start} />}
        </div>
      )}
      <PastImports />
    </div>
  );
}

function useImportRun(files: readonly ChosenFile[], source: string, onDone: (report: Report) => void) {
  const { t } = useTranslation('imports');
  const cache = useQueryClient();
  const change = useChange(runImport);
  const [problem, setProblem] = useState<string | null>(null);
  const start = (): void => {
    const gap = files.find((file) => missingFields(file.entity, file.columns).length > 0);
    if (gap) {
      const fields = missingFields(gap.entity, gap.columns)
        .map((field) => t(`field.${field}`))
        .join(t('import.and'));
      setProblem(t('import.missing', { file: gap.name, fields }));
      return;
    }
    setProblem(null);
    const mapping = { source: source.trim() || 'csv', files: files.map((file) => fileMapping(file.name, file.entity, file.columns, file)) };
    change.mutate(
      { mapping, files: files.map(({ name, text }) => ({ name, text })) },
      {
        onSuccess: (report) => {
          onDone(report);
          void cache.invalidateQueries();
        },
      },
    );
  };
  return { start, running: change.isPending, error: change.isError ? change.error : null, problem };
}
