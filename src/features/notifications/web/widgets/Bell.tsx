import { Link } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import { Bell as BellIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOperation } from '../../../../web/use-operation.ts';
import { countNotices } from '../../contract.ts';
import style from './Bell.module.css';

const EVERY_MS = 60_000;
/** A larger number says no more. */
const MOST = 99;

interface BellProps {
  readonly workspace: string;
  readonly className: string | undefined;
  readonly size: number;
  /** The word beneath, on a phone; without it the name comes when pointed at. */
  readonly word?: string;
}

/** The way to my notices, with how many I have not read; no number where there are none. */
export function Bell({ workspace, className, size, word }: BellProps) {
  const { t } = useTranslation('shell');
  const unread = useOperation(countNotices, {}, { refetchInterval: EVERY_MS }).data?.unread ?? 0;
  const name = unread === 0 ? t('place.notices') : t('top.notices', { count: unread });
  return (
    <Tooltip title={word === undefined ? name : ''}>
      <Link to="/$workspace/notices" params={{ workspace }} className={className} aria-label={name}>
        <span className={style.bell}>
          <BellIcon size={size} strokeWidth={1.6} aria-hidden="true" />
          {unread > 0 && (
            <span className={style.count} aria-hidden="true">
              {unread > MOST ? `${MOST}+` : unread}
            </span>
          )}
        </span>
        {word}
      </Link>
    </Tooltip>
  );
}
