import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import { formatFull, formatMoment, type Locale, NO_VALUE } from '../../../web/format.ts';
import { useChange } from '../../../web/use-operation.ts';
import { useHolds, useMembership } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listQuality, reopenFinding } from '../contract.ts';
import { AcceptDialog } from './AcceptDialog.tsx';
import { changeOf, metaOf, type QualityFinding, titleOf, valueWords } from './finding-words.ts';
import style from './Quality.module.css';

/** One finding: how many, of what, and what it does; opened, why it matters, what to do, and the first of them. */
export function FindingRow({ finding }: { readonly finding: QualityFinding }) {
  const { t, i18n } = useTranslation('quality');
  const [isOpen, setOpen] = useState(false);
  const detail = useId();
  const language = i18n.language as Locale;
  const change = changeOf(finding);
  return (
    <li>
      <button type="button" className={style.row} aria-expanded={isOpen} aria-controls={detail} onClick={() => setOpen(!isOpen)}>
        <span className={style.number}>
          {formatFull(finding.count)}
          {change !== null && (
            <span className={style.quiet}> {t(change > 0 ? 'more' : 'fewer', { number: formatFull(Math.abs(change)) })}</span>
          )}
        </span>
        <span className={style.title}>
          {titleOf(finding, language)}{' '}
          <span className={style.quiet}>{t(`entity.${finding.entity}`, { defaultValue: finding.entity })}</span>
        </span>
        <span className={style.effect}>{finding.effect[language]}</span>
        <ChevronRight size={14} strokeWidth={1.6} className={isOpen ? `${style.mark} ${style.open}` : style.mark} aria-hidden />
      </button>
      <div id={detail}>{isOpen && <Detail finding={finding} />}</div>
    </li>
  );
}

function Detail({ finding }: { readonly finding: QualityFinding }) {
  const { t, i18n } = useTranslation('quality');
  const meta = metaOf(finding.rule);
  const language = i18n.language as Locale;
  const title = titleOf(finding, language);
  return (
    <div className={style.detail}>
      {meta !== undefined && (
        <>
          <p>{meta.why[language]}</p>
          <p>
            <strong>{t('whatToDo')}</strong> {meta.whatToDo[language]}
          </p>
        </>
      )}
      {finding.samples.length === 0 ? (
        <p className={style.quiet}>{t('noSamples')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
        <div className={style.scroll} tabIndex={0} role="region" aria-label={t('samplesOf', { title })}>
          <table className={style.table}>
            <thead>
              <tr>
                <th scope="col">{t('file.customer')}</th>
                <th scope="col">{t('file.id')}</th>
                <th scope="col">{t('file.values')}</th>
              </tr>
            </thead>
            <tbody>
              {finding.samples.map((sample) => (
                <SampleRow key={sample.id} sample={sample} entity={finding.entity} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {finding.count > finding.samples.length && finding.samples.length > 0 && (
        <p className={style.quiet}>{t('first', { shown: finding.samples.length, total: formatFull(finding.count) })}</p>
      )}
      <Acceptance finding={finding} title={title} />
    </div>
  );
}

function SampleRow({
  sample: { id, account, name, values },
  entity,
}: {
  readonly sample: QualityFinding['samples'][number];
  readonly entity: string;
}) {
  const { t } = useTranslation('quality');
  const { workspace = '' } = useParams({ strict: false });
  return (
    <tr>
      <td>
        {account === null ? (
          NO_VALUE
        ) : (
          <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId: account }}>
            {name ?? account}
          </Link>
        )}
      </td>
      <td>
        {entity === 'source' ? (
          <Link to="/$workspace/sources" params={{ workspace }}>
            {id}
          </Link>
        ) : (
          id
        )}
      </td>
      <td>
        <span className={style.values}>
          {Object.entries(values).map(([name, value]) => (
            <span key={name}>{valueWords(name, value, t)}</span>
          ))}
        </span>
      </td>
    </tr>
  );
}

function Acceptance({ finding, title }: { readonly finding: QualityFinding; readonly title: string }) {
  const { t, i18n } = useTranslation('quality');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const leads = useHolds(LEADING);
  const [asking, setAsking] = useState(false);
  const reopen = useChange(reopenFinding);
  const refresh = useRefresh(listQuality);
  const { rule, entity, accepted } = finding;
  return (
    <div className={style.acts}>
      {accepted !== null && (
        <span>
          {t('acceptedBy', {
            by: accepted.by,
            moment: formatMoment(accepted.at, zone, i18n.language as Locale),
            number: formatFull(accepted.count),
            reason: accepted.reason,
          })}
        </span>
      )}
      {leads && accepted === null && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('accept')}
        </Button>
      )}
      {leads && accepted !== null && (
        <Button size="small" loading={reopen.isPending} onClick={() => reopen.mutate({ rule, entity }, { onSettled: refresh })}>
          {t('reopen')}
        </Button>
      )}
      {asking && <AcceptDialog finding={finding} title={title} onClose={() => setAsking(false)} />}
    </div>
  );
}
