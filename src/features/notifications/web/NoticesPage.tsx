import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { formatMoment, type Locale, longDay, relativeDay } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { asking, useChange } from '../../../web/use-operation.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { countNotices, listNotices, type NoticeAnswer, readNotices } from '../contract.ts';
import { groupNotices, type NoticeGroup } from '../core/groups.ts';
import { noticeText, severityWord } from '../core/texts.ts';
import style from './Notices.module.css';

const STEP = 50;
const MOST = 300;

/** 通知: what I was told, by day and customer; what is unread stands out, what is over says so. */
export function NoticesPage() {
  const { t } = useTranslation('notifications');
  const { are: asked } = useSearch({ strict: false }) as { readonly are?: unknown };
  const are = asked === 'unread' ? 'unread' : 'all';
  const navigate = useNavigate();
  const [limit, setLimit] = useState(STEP);
  const found = useQuery({ ...asking(listNotices, { are, limit }), placeholderData: keepPreviousData });
  const refresh = useRefresh(listNotices, countNotices);
  const read = useChange(readNotices);
  const markAll = (upTo: string): void => read.mutate({ upTo }, { onSuccess: refresh });
  const mark = (noticeIds: string[]): void => read.mutate({ noticeIds }, { onSuccess: refresh });
  const list = found.data;
  return (
    <div className={style.page}>
      <Headline list={list} everything={are === 'all'} />
      <p className={style.definition}>{t('definition')}</p>
      <div className={style.bar}>
        <Segmented
          aria-label={t('filter.label')}
          value={are}
          options={(['all', 'unread'] as const).map((value) => ({ value, label: t(`filter.${value}`) }))}
          onChange={(next) => void navigate({ to: '.', search: (next === 'unread' ? { are: next } : {}) as never, replace: true })}
        />
        {list !== undefined && list.unread > 0 && (
          <Button loading={read.isPending && read.variables.upTo !== undefined} onClick={() => markAll(list.asOf)}>
            {t('readAll')}
          </Button>
        )}
        <SettingsLink />
      </div>
      {read.isError && <ErrorState error={read.error} />}
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {list?.notices.length === 0 && <p className={style.empty}>{t(are === 'unread' ? 'allRead' : 'empty')}</p>}
      {list !== undefined && <Days notices={list.notices} today={list.today} onRead={mark} />}
      {list !== undefined && list.total > list.notices.length && (
        <p className={style.foot}>
          {t('shown', { shown: list.notices.length, total: list.total })}
          {limit < MOST && (
            <Button size="small" onClick={() => setLimit(Math.min(MOST, limit + 2 * STEP))}>
              {t('more')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function Headline({ list, everything }: { readonly list: OutputOf<typeof listNotices> | undefined; readonly everything: boolean }) {
  const { t } = useTranslation('notifications');
  const text = (): string => {
    if (list === undefined) return t('title');
    if (list.unread > 0) return t('headline.unread', { count: list.unread });
    return everything && list.total === 0 ? t('headline.empty') : t('headline.none');
  };
  return <h1 className={style.headline}>{text()}</h1>;
}

function SettingsLink() {
  const { t } = useTranslation('notifications');
  const { workspace = '' } = useParams({ strict: false });
  return (
    <Link to="/$workspace/settings/my-notices" params={{ workspace }}>
      {t('settings')}
    </Link>
  );
}

interface DaysProps {
  readonly notices: readonly NoticeAnswer[];
  readonly today: Day;
  readonly onRead: (noticeIds: string[]) => void;
}

function Days({ notices, today, onRead }: DaysProps) {
  const { i18n } = useTranslation('notifications');
  const locale = i18n.language as Locale;
  const groups = groupNotices(notices);
  const days = [...new Set(groups.map(({ day }) => day))];
  return days.map((day) => (
    <section key={day} aria-label={longDay(day, locale)}>
      <h2 className={style.day} title={day}>
        {relativeDay(day, today, locale)}
      </h2>
      <ul className={style.groups}>
        {groups
          .filter((group) => group.day === day)
          .map((group) => (
            <Group key={group.key} group={group} onRead={onRead} />
          ))}
      </ul>
    </section>
  ));
}

function Group({ group: { notices }, onRead }: { readonly group: NoticeGroup<NoticeAnswer>; readonly onRead: DaysProps['onRead'] }) {
  const { t, i18n } = useTranslation('notifications');
  const { workspace = '' } = useParams({ strict: false });
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const [latest] = notices;
  if (latest === undefined) return null;
  const { account } = latest;
  const name = account?.name ?? t(`kind.${latest.kind === 'source-silent' || latest.kind === 'warning-storm' ? latest.kind : 'task'}`);
  const unread = notices.filter(({ read, over }) => !read && !over).map(({ noticeId }) => noticeId);
  const at = formatMoment(latest.toldAt, zone, i18n.language as Locale);
  return (
    <li className={style.group}>
      <div className={style.about}>
        {account === null ? (
          name
        ) : (
          <Link
            to="/$workspace/customers/$externalId"
            params={{ workspace, externalId: account.externalId }}
            onClick={() => onRead(unread)}
          >
            {name}
          </Link>
        )}
      </div>
      <time className={style.time} dateTime={latest.toldAt} title={at}>
        {at.slice(-5)}
      </time>
      <ul className={style.lines}>
        {notices.map((notice) => (
          <Line key={notice.noticeId} notice={notice} onRead={onRead} />
        ))}
      </ul>
      <div className={style.act}>
        {unread.length > 0 && (
          <Button size="small" type="text" aria-label={t('readNamed', { name })} onClick={() => onRead(unread)}>
            {t('read')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Line({ notice, onRead }: { readonly notice: NoticeAnswer; readonly onRead: DaysProps['onRead'] }) {
  const { t, i18n } = useTranslation('notifications');
  const { workspace = '' } = useParams({ strict: false });
  const locale = i18n.language as Locale;
  const { kind, severity, subject, account, read, over, noticeId } = notice;
  const isNew = !read && !over;
  const text = (
    <>
      {kind === 'warning' && <span className={style.severity}>{severityWord(severity, locale)}</span>}
      {noticeText(notice, locale)}
    </>
  );
  const seen = (): void => {
    if (isNew) onRead([noticeId]);
  };
  return (
    <li className={isNew ? `${style.line} ${style.unread}` : style.line}>
      {isNew && (
        <>
          <span className={style.dot} aria-hidden="true" />
          <span className={style.unseen}>{t('unreadMark')}</span>
        </>
      )}
      {kind === 'warning' && account !== null && (
        <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId: account.externalId }} onClick={seen}>
          {text}
        </Link>
      )}
      {kind === 'mention' && account !== null && (
        <Link
          to="/$workspace/customers/$externalId"
          params={{ workspace, externalId: account.externalId }}
          search={{ tab: 'notes' } as never}
          onClick={seen}
        >
          {text}
        </Link>
      )}
      {kind.startsWith('task-') && (
        <Link to="/$workspace/day" params={{ workspace }} search={{ task: subject } as never} onClick={seen}>
          {text}
        </Link>
      )}
      {(kind === 'source-silent' || kind === 'warning-storm') && (
        <Link to={kind === 'source-silent' ? '/$workspace/sources' : '/$workspace/warnings'} params={{ workspace }} onClick={seen}>
          {text}
        </Link>
      )}
      {over && <span className={style.over}>{t('over')}</span>}
    </li>
  );
}
