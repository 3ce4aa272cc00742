import { useParams } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveBlob } from '../../../web/charts/save-file.ts';
import { errorWords } from '../../../web/error-words.ts';
import { fileSize } from '../../../web/file-size.ts';
import { formatFull } from '../../../web/format.ts';
import { EXPORTED } from '../core/entities.ts';
import style from './Exports.module.css';
import { exportFile, exportZip, fileName, type Progress, WRITINGS, type Writing } from './export-file.ts';

/** How it stands with one name: how far it has come, or why it did not come. */
type Standing = { readonly progress: Progress } | { readonly error: unknown };

/** 导出: everything that is kept and that I may see, out again. */
export function ExportPage() {
  const { t } = useTranslation('exports');
  const [writing, setWriting] = useState<Writing>('table');
  const { standings, running, error, one, all, cancel } = useExports(writing);
  return (
    <div className={style.page}>
      <h1 className={style.headline}>{t('headline')}</h1>
      <p className={style.definition}>{t('definition')}</p>
      <div className={style.bar}>
        <Segmented
          value={writing}
          disabled={running !== null}
          aria-label={t('writing.label')}
          options={WRITINGS.map((value) => ({ value, label: t(`writing.${value}`) }))}
          onChange={setWriting}
        />
        {running === null ? (
          <Button type="primary" icon={<Download size={16} strokeWidth={1.6} />} onClick={all}>
            {t('all')}
          </Button>
        ) : (
          <Button onClick={cancel}>{t('cancel')}</Button>
        )}
      </div>
      <p className={style.help}>{t(`writingHelp.${writing}`)}</p>
      {error !== null && (
        <p role="alert" className={style.problem}>
          {t('failed', { message: error instanceof RangeError ? t('tooLarge') : errorWords(error, t).title })}
        </p>
      )}
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.what')}</th>
            {standings.size > 0 && (
              <>
                <th scope="col">{t('column.rows')}</th>
                <th scope="col">{t('column.size')}</th>
              </>
            )}
            <th scope="col">
              <span className={style.unseen}>{t('column.act')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {EXPORTED.map((entity) => (
            <EntityRow
              key={entity}
              entity={entity}
              standing={standings.get(entity)}
              counted={standings.size > 0}
              running={running === entity}
              idle={running === null}
              onSave={() => one(entity)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface EntityRowProps {
  readonly entity: string;
  readonly standing: Standing | undefined;
  /** Whether there are columns for rows and size: none before something was taken. */
  readonly counted: boolean;
  readonly running: boolean;
  readonly idle: boolean;
  readonly onSave: () => void;
}

function EntityRow({ entity, standing, counted, running, idle, onSave }: EntityRowProps) {
  const { t } = useTranslation('exports');
  const name = t(`entity.${entity}.name`);
  const progress = standing !== undefined && 'progress' in standing ? standing.progress : null;
  return (
    <tr>
      <th scope="row">
        {name}
        <span className={style.about}>{t(`entity.${entity}.about`)}</span>
        {standing !== undefined && 'error' in standing && <span className={style.problem}>{errorWords(standing.error, t).title}</span>}
      </th>
      {counted && (
        <>
          <td className={style.number}>{progress === null ? '' : formatFull(progress.rows)}</td>
          <td className={style.number}>{progress === null ? '' : fileSize(progress.bytes)}</td>
        </>
      )}
      <td>
        <Button
          size="small"
          type="text"
          loading={running}
          disabled={!idle && !running}
          aria-label={t('oneNamed', { name })}
          onClick={onSave}
        >
          {t('one')}
        </Button>
      </td>
    </tr>
  );
}

/** One export after another, with how far each has come; ended with the page. */
function useExports(writing: Writing) {
  const { workspace = '' } = useParams({ strict: false });
  const [standings, setStandings] = useState<ReadonlyMap<string, Standing>>(new Map());
  const [running, setRunning] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const abort = useRef<AbortController | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written in one way says nothing about another
  useEffect(() => setStandings(new Map()), [writing]);
  useEffect(() => () => abort.current?.abort(), []);
  const note = (entity: string, standing: Standing): void => setStandings((now) => new Map(now).set(entity, standing));
  const run = async (first: string, make: (signal: AbortSignal) => Promise<void>, failed: (error: unknown) => void): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    setError(null);
    setRunning(first);
    try {
      await make(controller.signal);
    } catch (problem) {
      if (!controller.signal.aborted) failed(problem);
    } finally {
      setRunning(null);
    }
  };
  return {
    standings,
    running,
    error,
    one: (entity: string): void =>
      void run(
        entity,
        async (signal) => {
          const file = await exportFile(entity, writing, signal, (progress) => note(entity, { progress }));
          saveBlob(file, fileName(entity, writing));
        },
        (problem) => note(entity, { error: problem }),
      ),
    all: (): void =>
      void run(
        EXPORTED[0] ?? '',
        async (signal) => {
          const zip = await exportZip(EXPORTED, writing, signal, (entity, progress) => {
            setRunning(entity);
            note(entity, { progress });
          });
          saveBlob(zip, `${workspace}.zip`);
        },
        setError,
      ),
    cancel: () => abort.current?.abort(),
  };
}
