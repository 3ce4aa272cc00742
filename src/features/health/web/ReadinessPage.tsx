import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatLimit, type Locale } from '../../../web/format.ts';
import { PageError } from '../../../web/ui/PageError.tsx';
import { SavedTable } from '../../../web/ui/SavedTable.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import style from '../../access/web/widgets/Settings.module.css';
import { readiness } from '../contract-models.ts';
import own from './Models.module.css';

type Answer = OutputOf<typeof readiness>;
type Fix = Answer['fixes'][number];

/** 评分就绪: how many customers have no score, and what to do about it, the most useful first. */
export function ReadinessPage() {
  const { t } = useTranslation('health');
  const answer = useOperation(readiness, {});
  if (answer.isPending)
    return (
      <div className={own.page} aria-busy="true">
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    );
  if (answer.isError)
    return (
      <div className={own.page}>
        <PageError place="readiness" error={answer.error} onRetry={() => void answer.refetch()} />
      </div>
    );
  const { customers, scored, fixes, unscored } = answer.data;
  const missing = customers - scored;
  return (
    <div className={own.page}>
      <h1 className={style.headline}>{headline(answer.data, t)}</h1>
      <p className={style.definition}>{t('ready.definition', { day: answer.data.asOf })}</p>
      {customers === 0 && (
        <div className={style.empty}>
          <p>{t('ready.noCustomers')}</p>
          <To link="/import">{t('ready.import')}</To>
        </div>
      )}
      {missing > 0 && (
        <>
          <section className={style.section}>
            <h2>{t('ready.fixes')}</h2>
            <p className={style.definition}>{t('ready.fixesNote')}</p>
            <ol className={own.fixes}>
              {fixes.map((fix) => (
                <FixRow key={fix.fix} of={fix} />
              ))}
            </ol>
          </section>
          <Unscored of={unscored} all={missing} />
        </>
      )}
    </div>
  );
}

function headline({ customers, scored }: Answer, t: TFunction<'health'>): string {
  if (customers === 0) return t('ready.empty');
  if (scored === customers) return t('ready.all', { customers: formatFull(customers) });
  return t('ready.headline', { customers: formatFull(customers), missing: formatFull(customers - scored) });
}

/** A link below the address of the workspace. */
function To({ link, children }: { readonly link: string; readonly children: React.ReactNode }) {
  const { workspace = '' } = useParams({ strict: false });
  return (
    <Link to={`/$workspace${link}` as '/$workspace/import'} params={{ workspace }}>
      {children}
    </Link>
  );
}

function FixRow({ of }: { readonly of: Fix }) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  return (
    <li className={own.fix}>
      <div>
        <span className={own.fixNumber}>{formatFull(of.unlocks)}</span>
        <p className={own.quiet}>{t('ready.unlocks')}</p>
      </div>
      <div>
        <p>
          <strong>{t(`fix.${of.fix}.title`)}</strong>
        </p>
        <p>{t(`fix.${of.fix}.about`)}</p>
        <p className={own.quiet}>
          {t('ready.affects', {
            count: of.affects,
            measures: of.measures.map(({ name }) => name[locale]).join(t('and')),
            soFar: formatFull(of.unlockedSoFar),
          })}
        </p>
      </div>
      <span>
        {of.link === null ? <span className={own.quiet}>{t('ready.time')}</span> : <To link={of.link}>{t(`fix.${of.fix}.do`)}</To>}
      </span>
    </li>
  );
}

function Unscored({ of, all }: { readonly of: Answer['unscored']; readonly all: number }) {
  const { t, i18n } = useTranslation('health');
  const { workspace = '' } = useParams({ strict: false });
  const locale = i18n.language as Locale;
  return (
    <section className={style.section}>
      <h2>{t('ready.customers', { count: all })}</h2>
      {of.length < all && <p className={style.definition}>{t('ready.shown', { shown: of.length })}</p>}
      <SavedTable place="readiness" className={style.table}>
        <thead>
          <tr>
            {(['customer', 'coverage', 'missing'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`ready.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((one) => (
            <tr key={one.externalId}>
              <td>
                <Link className={style.name} to="/$workspace/customers/$externalId" params={{ workspace, externalId: one.externalId }}>
                  {one.name}
                </Link>
              </td>
              <td className={style.status}>{formatLimit(one.coverage)}</td>
              <td className={style.wide}>
                {one.missing
                  .map(({ name, reason }) => t('ready.missing', { name: name[locale], reason: t(`units:reasonShort.${reason}`) }))
                  .join(t('semicolon'))}
              </td>
            </tr>
          ))}
        </tbody>
      </SavedTable>
    </section>
  );
}
