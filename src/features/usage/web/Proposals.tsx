import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull } from '../../../web/format.ts';
import type { listEventNames } from '../contract-mappings.ts';
import type { MappingRule } from '../core/mapping.ts';
import style from './Data.module.css';
import { ruleKey, ruleWords } from './mapping-words.ts';

const SHOWN = 6;

interface ProposalsProps {
  readonly proposals: OutputOf<typeof listEventNames>['proposals'];
  readonly rules: readonly MappingRule[];
  readonly onRules: (rules: readonly MappingRule[]) => void;
}

/** Rules that the names suggest: one click each, or all. */
export function Proposals({ proposals, rules, onRules }: ProposalsProps) {
  const { t } = useTranslation('usage');
  const [all, setAll] = useState(false);
  const taken = new Set(rules.map(ruleKey));
  const open = proposals.filter(({ rule }) => !taken.has(ruleKey(rule)));
  if (open.length === 0) return null;
  const shown = all ? open : open.slice(0, SHOWN);
  // A rule for one name says more than one for a family, so it stands before.
  const take = (some: readonly MappingRule[]): void =>
    onRules([...some.filter(({ name }) => !name.includes('*')), ...rules, ...some.filter(({ name }) => name.includes('*'))]);
  return (
    <section className={style.section}>
      <h2>{t('mapping.proposals.title', { count: open.length })}</h2>
      <ul className={style.list}>
        {shown.map(({ rule, names, events }) => {
          const { asks, says } = ruleWords(rule, t);
          return (
            <li key={ruleKey(rule)}>
              <span className={style.grow}>
                {asks} → <strong>{says}</strong>{' '}
                <span className={style.quiet} title={names.join('\n')}>
                  {t('mapping.proposals.events', { count: events, number: formatFull(events) })}
                </span>
              </span>
              <Button size="small" aria-label={t('mapping.proposals.takeNamed', { name: rule.name })} onClick={() => take([rule])}>
                {t('mapping.proposals.take')}
              </Button>
            </li>
          );
        })}
      </ul>
      <p className={style.foot}>
        {open.length > 1 && (
          <Button size="small" onClick={() => take(open.map(({ rule }) => rule))}>
            {t('mapping.proposals.takeAll', { count: open.length })}
          </Button>
        )}
        {!all && open.length > SHOWN && (
          <Button size="small" type="text" onClick={() => setAll(true)}>
            {t('mapping.proposals.more', { count: open.length - SHOWN })}
          </Button>
        )}
      </p>
    </section>
  );
}
