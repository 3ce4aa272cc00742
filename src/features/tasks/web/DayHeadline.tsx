import { Fragment } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { countsOf } from './day-view.ts';
import style from './MyDay.module.css';

/** The answer of the page in one sentence, broken by clause and never inside one. */
export function DayHeadline({ counts }: { readonly counts: ReturnType<typeof countsOf> }) {
  const { t } = useTranslation('tasks');
  const clauses = clausesOf(counts);
  return (
    <h1 className={style.headline}>
      {clauses.map((clause, index) => (
        <Fragment key={clause.key}>
          <span className={style.clause}>
            <Trans t={t} i18nKey={`headline.${clause.key}`} count={clause.count} components={{ b: <strong /> }} />
            {t(index === clauses.length - 1 ? 'headline.stop' : 'headline.comma').trimEnd()}
          </span>
          {index < clauses.length - 1 && (t('headline.comma').endsWith(' ') ? ' ' : <wbr />)}
        </Fragment>
      ))}
    </h1>
  );
}

function clausesOf({ open, must, growth, overdue, unclaimed }: ReturnType<typeof countsOf>): { key: string; count: number }[] {
  if (open === 0) return [{ key: 'none', count: 0 }];
  return [
    { key: 'open', count: open },
    ...(must > 0 ? [{ key: 'must', count: must }] : []),
    ...(growth > 0 ? [{ key: 'growth', count: growth }] : []),
    ...(overdue > 0 ? [{ key: 'overdue', count: overdue }] : []),
    { key: unclaimed > 0 ? 'unclaimed' : 'allClaimed', count: unclaimed },
  ];
}
