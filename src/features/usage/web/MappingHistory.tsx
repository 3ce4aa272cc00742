import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import { listMappingVersions, restoreMapping } from '../contract-mappings.ts';
import style from './Data.module.css';
import { ruleKey, ruleWords } from './mapping-words.ts';

/** Who changed the rules, and what came and went; any version can be taken again. */
export function MappingHistory({ version, onRestored }: { readonly version: number; readonly onRestored: (version: number) => void }) {
  const { t } = useTranslation('usage');
  const [open, setOpen] = useState(false);
  if (version === 0) return null;
  return (
    <section className={style.section}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={style.title}>{t('mapping.history.title', { count: version })}</summary>
        {open && <Versions current={version} onRestored={onRestored} />}
      </details>
    </section>
  );
}

function Versions({ current, onRestored }: { readonly current: number; readonly onRestored: (version: number) => void }) {
  const { t, i18n } = useTranslation('usage');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const answer = useOperation(listMappingVersions, {});
  const restore = useChange(restoreMapping);
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const versions = answer.data?.versions ?? [];
  const take = (number: number): void => restore.mutate({ number, version: current }, { onSuccess: ({ version }) => onRestored(version) });
  return (
    <>
      <ol className={style.list}>
        {versions.map(({ version, at, by, restores, added, removed, reordered }) => (
          <li key={version}>
            <span className={style.grow}>
              <strong>{t('mapping.history.version', { version })}</strong>{' '}
              <span className={style.quiet}>
                {by}
                {t('comma')}
                {formatMoment(at, zone, i18n.language as Locale)}
                {restores !== null && `${t('comma')}${t('mapping.history.restores', { version: restores })}`}
                {reordered && `${t('comma')}${t('mapping.history.reordered')}`}
              </span>
              {(
                [
                  ['+', added],
                  ['−', removed],
                ] as const
              ).flatMap(([sign, rules]) =>
                rules.map((rule) => {
                  const { asks, says } = ruleWords(rule, t);
                  return (
                    <span key={sign + ruleKey(rule)} className={`${style.block} ${style.quiet}`}>
                      {sign} {asks} → {says}
                    </span>
                  );
                }),
              )}
            </span>
            {version !== current && (
              <Button size="small" loading={restore.isPending} onClick={() => take(version)}>
                {t('mapping.history.restore')}
              </Button>
            )}
          </li>
        ))}
        <li>
          <span className={style.grow}>{t('mapping.history.none')}</span>
          <Button size="small" loading={restore.isPending} onClick={() => take(0)}>
            {t('mapping.history.restore')}
          </Button>
        </li>
      </ol>
      {restore.isError && <ErrorState error={restore.error} />}
    </>
  );
}
