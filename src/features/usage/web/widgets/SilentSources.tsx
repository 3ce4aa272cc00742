import { Link, useLocation, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../../contract/access.ts';
import { useOperation } from '../../../../web/use-operation.ts';
import { useHolds } from '../../../access/web/widgets/use-membership.ts';
import { sourceHealth } from '../../contract-sources.ts';

const EVERY_MS = 300_000;

/** One line for those who run operations: a source has fallen silent, so days are unknown for all its customers. Not on pages that say so. */
export function SilentSources({ className }: { readonly className: string | undefined }) {
  const { t } = useTranslation('shell');
  const { workspace = '' } = useParams({ strict: false });
  const { pathname } = useLocation();
  const leads = useHolds(LEADING);
  const health = useOperation(sourceHealth, {}, { enabled: leads, refetchInterval: EVERY_MS });
  const silent = health.data?.silent ?? [];
  if (!leads || silent.length === 0 || pathname.endsWith('/sources') || pathname.endsWith('/day')) return null;
  return (
    <p className={className} role="status">
      {t('silent.warning', { count: silent.length, sources: silent.join(t('silent.comma')) })}{' '}
      <Link to="/$workspace/sources" params={{ workspace }}>
        {t('silent.look')}
      </Link>
    </p>
  );
}
