import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { ruleTally } from '../contract.ts';
import { listRules, type SaidRule } from '../contract-rules.ts';
import { RuleDrawer } from './RuleDrawer.tsx';
import { RuleTable } from './RuleTable.tsx';
import { newRule } from './rule-draft.ts';
import style from './Warnings.module.css';

/** How far each rule can be trusted; those who lead change them here and make their own. */
export function RulesSection() {
  const { t } = useTranslation('warnings');
  const [tally, rules] = [useOperation(ruleTally, {}), useOperation(listRules, {})];
  const leads = useHolds(LEADING);
  const [edited, setEdited] = useState<SaidRule | null>(null);
  const failed = [tally, rules].find(({ isError }) => isError);
  return (
    <section className={style.section}>
      <div className={style.sectionHead}>
        <h2>{t('rules.title')}</h2>
        {leads && (
          <Button size="small" onClick={() => setEdited(newRule())}>
            {t('rules.new')}
          </Button>
        )}
      </div>
      <p className={style.definition}>{t('rules.definition')}</p>
      {failed !== undefined && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
      {tally.data !== undefined && (
        <RuleTable rules={tally.data.rules} said={rules.data?.rules ?? []} onEdit={leads ? (rule) => setEdited(rule) : null} />
      )}
      {edited !== null && <RuleDrawer key={edited.rule} rule={edited} onClose={() => setEdited(null)} />}
    </section>
  );
}
