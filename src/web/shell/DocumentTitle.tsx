import { useMatches, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { me as meOperation } from '../../features/access/contract.ts';
import { usePageName } from '../page-title.ts';
import { useOperation } from '../use-operation.ts';

/** The title of the window: the page, the workspace, the program. */
export function DocumentTitle() {
  const { t } = useTranslation('shell');
  const place = useMatches({ select: (matches) => matches.findLast((match) => match.staticData.place !== undefined)?.staticData.place });
  const { workspace } = useParams({ strict: false });
  const me = useOperation(meOperation, {}, { enabled: false });
  const house = me.data?.memberships.find((one) => one.workspace.key === workspace)?.workspace.name;
  const name = usePageName() ?? (place === undefined ? null : t(`place.${place}`));
  const title = [name, house, t('brand')].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
