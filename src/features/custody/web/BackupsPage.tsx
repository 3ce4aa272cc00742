import { Button, Skeleton } from 'antd';
import { Download, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { fileSize } from '../../../web/file-size.ts';
import { formatMoment, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit } from '../../access/contract.ts';
import { CopyLine } from '../../access/web/widgets/CopyLine.tsx';
import style from '../../access/web/widgets/Settings.module.css';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { createBackup, linkToBackup, listBackups } from '../contract.ts';
import own from './Custody.module.css';

type Listed = OutputOf<typeof listBackups>;
type Backup = Listed['backups'][number];

/** How often the list is asked for while a backup is being made. */
const WATCH_MS = 1_000;
/** And otherwise: the one of the night comes by itself. */
const REST_MS = 60_000;

/** 备份: what is kept of this server, since when, and how to come back to it. */
export function BackupsPage() {
  const { t } = useTranslation('custody');
  const backups = useOperation(listBackups, {});
  const busy = backups.data?.making != null;
  // A second observer of the same answer, which only keeps asking.
  useOperation(listBackups, {}, { refetchInterval: busy ? WATCH_MS : REST_MS });
  if (backups.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (backups.isError) return <PageError place="backups" error={backups.error} onRetry={() => void backups.refetch()} />;
  const list = backups.data;
  if (!list.allowed) {
    return (
      <>
        <h1 className={style.headline}>{t('backups.notAllowed')}</h1>
        <p className={style.definition}>{t('backups.notAllowedAbout')}</p>
      </>
    );
  }
  return (
    <>
      <Headline list={list} />
      <p className={style.definition}>{t('backups.definition')}</p>
      <MakeOne list={list} />
      {list.backups.length === 0 ? (
        <div className={style.empty}>
          <p>{t('backups.empty')}</p>
        </div>
      ) : (
        <BackupTable backups={list.backups} />
      )}
      <p className={style.definition}>
        {t('backups.keep', {
          daily: list.keep.daily,
          weekly: list.keep.weekly,
          update: list.keep['before-update'],
          hand: list.keep['by-hand'],
        })}
      </p>
      <HowToRestore name={list.backups[0]?.name ?? 'mooring-backup.tar.gz'} />
    </>
  );
}

function useMoment(): (at: string) => string {
  const { i18n } = useTranslation('custody');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  return (at) => formatMoment(at, zone, i18n.language as Locale);
}

function Headline({ list: { backups } }: { readonly list: Listed }) {
  const { t } = useTranslation('custody');
  const moment = useMoment();
  const [latest] = backups;
  return (
    <h1 className={style.headline}>
      {latest === undefined ? t('backups.none') : t('backups.headline', { count: backups.length, moment: moment(latest.madeAt) })}
    </h1>
  );
}

function MakeOne({ list: { making, failure } }: { readonly list: Listed }) {
  const { t } = useTranslation('custody');
  const moment = useMoment();
  const refresh = useRefresh(listBackups, listAudit);
  const create = useChange(createBackup);
  return (
    <>
      <div className={style.bar}>
        <span role="status" className={style.faint}>
          {making !== null && t('backups.making', { moment: moment(making.since) })}
        </span>
        <Button
          type="primary"
          icon={<Plus size={16} strokeWidth={1.6} />}
          loading={create.isPending || making !== null}
          onClick={() => create.mutate({}, { onSuccess: refresh })}
        >
          {t('backups.create')}
        </Button>
      </div>
      {create.isError && <ErrorState error={create.error} />}
      {failure !== null && making === null && (
        <p role="alert" className={style.definition}>
          {t('backups.failed', { moment: moment(failure.at), message: failure.message })}
        </p>
      )}
    </>
  );
}

function BackupTable({ backups }: { readonly backups: readonly Backup[] }) {
  const { t } = useTranslation('custody');
  const moment = useMoment();
  const refresh = useRefresh(listAudit);
  const link = useChange(linkToBackup);
  const download = (name: string): void => {
    link.mutate(
      { name },
      {
        onSuccess: ({ path }) => {
          refresh();
          window.location.assign(path);
        },
      },
    );
  };
  return (
    <>
      <table className={style.table}>
        <thead>
          <tr>
            {(['madeAt', 'why', 'size'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`backups.column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className={style.unseen}>{t('access:acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {backups.map(({ name, madeAt, why, bytes }) => (
            <tr key={name}>
              <td title={madeAt}>
                <span className={style.name}>{moment(madeAt)}</span>
                <span className={style.quiet}>
                  <code>{name}</code>
                </span>
              </td>
              <td>{t(`backups.why.${why}`)}</td>
              <td data-label={t('backups.column.size')}>{fileSize(bytes)}</td>
              <td className={style.acts}>
                <Button
                  size="small"
                  type="text"
                  icon={<Download size={14} strokeWidth={1.6} />}
                  loading={link.isPending && link.variables.name === name}
                  aria-label={t('backups.downloadNamed', { moment: moment(madeAt) })}
                  onClick={() => download(name)}
                >
                  {t('backups.download')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {link.isError && <ErrorState error={link.error} />}
    </>
  );
}

function HowToRestore({ name }: { readonly name: string }) {
  const { t } = useTranslation('custody');
  return (
    <section className={style.section}>
      <h2>{t('restore.title')}</h2>
      <p className={style.definition}>{t('restore.about')}</p>
      <CopyLine text={`MOORING_DATA=./restored npm run -s mooring -- restore ${name}`} label={t('restore.command')} />
      <p className={own.next}>{t('restore.key')}</p>
      <p className={own.next}>{t('restore.compare')}</p>
      <CopyLine text={`npm run -s mooring -- compare ./restored ${name}`} label={t('restore.compareCommand')} />
    </section>
  );
}
