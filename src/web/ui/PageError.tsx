import { useTranslation } from 'react-i18next';
import { ErrorState } from './ErrorState.tsx';
import style from './ui.module.css';

interface PageErrorProps {
  /** Where one is, as the shell names it (`shell:place.*`). */
  readonly place:
    | 'people'
    | 'teams'
    | 'workspace'
    | 'health'
    | 'metrics'
    | 'readiness'
    | 'keys'
    | 'audit'
    | 'backups'
    | 'erasure'
    | 'fields'
    | 'bin'
    | 'duplicates'
    | 'ledger'
    | 'my-notices'
    | 'mail'
    | 'bots'
    | 'deliveries'
    | 'setup'
    | 'invitation';
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** A page that has nothing to show but what went wrong still says which page it is. */
export function PageError({ place, error, onRetry }: PageErrorProps) {
  const { t } = useTranslation('shell');
  return (
    <>
      <h1 className={style.pageTitle}>{t(`place.${place}`)}</h1>
      <ErrorState error={error} onRetry={onRetry} />
    </>
  );
}
