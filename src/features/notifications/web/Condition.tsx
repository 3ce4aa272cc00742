import { useTranslation } from 'react-i18next';
import { formatMoment, type Locale } from '../../../web/format.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import style from './Notices.module.css';

interface ConditionProps {
  readonly sentAt: string | null;
  readonly failingSince: string | null;
  readonly answer: string | null;
}

/** A moment of the API as it is read here. */
export function useMoment(): (at: string) => string {
  const { i18n } = useTranslation('notifications');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  return (at) => formatMoment(at, zone, i18n.language as Locale);
}

/** How a channel has been doing; the other side's own words where it takes nothing. */
export function Condition({ sentAt, failingSince, answer }: ConditionProps) {
  const { t } = useTranslation('notifications');
  const moment = useMoment();
  if (failingSince === null) return <span>{sentAt === null ? t('condition.never') : t('condition.sent', { moment: moment(sentAt) })}</span>;
  return (
    <>
      <span className={style.bad}>{t('condition.failing', { moment: moment(failingSince) })}</span>
      {answer !== null && <span className={style.answer}>{t('condition.answer', { answer })}</span>}
    </>
  );
}
