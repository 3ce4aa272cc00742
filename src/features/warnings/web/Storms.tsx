import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { Locale } from '../../../web/format.ts';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { dismissStorm, listStorms, releaseStorm } from '../contract.ts';
import { ruleById } from '../core/registry.ts';
import style from './Warnings.module.css';

interface StormsProps {
  /** Titles of the workspace's own rules, by id. */
  readonly titles: ReadonlyMap<string, string>;
  readonly onChange: () => void;
}

/** Rules that warned of very many customers on one day: one cause, most likely, and somebody looks before it becomes work. */
export function Storms({ titles, onChange }: StormsProps) {
  const { t, i18n } = useTranslation('warnings');
  const leads = useHolds(LEADING);
  const found = useOperation(listStorms, {});
  const release = useChange(releaseStorm);
  const dismiss = useChange(dismissStorm);
  const busy = release.isPending || dismiss.isPending;
  const settled = { onSettled: () => void found.refetch().then(onChange) };
  return (found.data?.storms ?? []).map(({ rule, since, waiting }) => (
    <aside key={rule} className={style.storm} aria-label={t('storm.label')}>
      <p>
        <strong>
          {t('storm.what', {
            rule: ruleById(rule)?.meta.title[i18n.language as Locale] ?? titles.get(rule) ?? rule,
            count: waiting,
            since,
          })}
        </strong>
        <span>{t(leads ? 'storm.lead' : 'storm.wait')}</span>
      </p>
      {leads && (
        <span className={style.stormActs}>
          <Button size="small" disabled={busy} onClick={() => release.mutate({ rule }, settled)}>
            {t('storm.release', { count: waiting })}
          </Button>
          <Button size="small" type="text" disabled={busy} onClick={() => dismiss.mutate({ rule }, settled)}>
            {t('storm.dismiss')}
          </Button>
        </span>
      )}
    </aside>
  ));
}
