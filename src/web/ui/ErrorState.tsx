import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../error-words.ts';
import style from './ui.module.css';

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong and what to do about it, in the place where the answer would stand. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation('shell');
  const [copied, setCopied] = useState(false);
  const words = errorWords(error, t);
  const copy = (): void => {
    // Over plain http from another machine there is no clipboard; then the report stands below to be selected.
    const written = navigator.clipboard ? navigator.clipboard.writeText(words.report) : Promise.reject(new Error('no clipboard'));
    written.then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className={style.error} role="alert">
      <p className={style.errorTitle}>{words.title}</p>
      <p className={style.errorNext}>{words.next}</p>
      {words.detail !== null && <p className={style.errorDetail}>{words.detail}</p>}
      <div className={style.errorActs}>
        {onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )}
        <details className={style.errorMore}>
          <summary>{t('error.details')}</summary>
          <pre>{words.report}</pre>
          <Button size="small" type="text" onClick={copy}>
            {t(copied ? 'error.copied' : 'error.copy')}
          </Button>
        </details>
      </div>
    </div>
  );
}
