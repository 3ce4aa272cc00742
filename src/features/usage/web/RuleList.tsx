import { Button, Modal } from 'antd';
import { ArrowDown, ArrowUp, Pencil, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MappingRule } from '../core/mapping.ts';
import style from './Data.module.css';
import { ruleKey, ruleWords } from './mapping-words.ts';
import { RuleForm } from './RuleForm.tsx';

interface RuleListProps {
  readonly rules: readonly MappingRule[];
  readonly onRules: (rules: readonly MappingRule[]) => void;
}

const ICON = { size: 14, strokeWidth: 1.6 };

/** The rules in their order: the first that says something decides it. */
export function RuleList({ rules, onRules }: RuleListProps) {
  const { t } = useTranslation('usage');
  /** The place of the rule in the form; as long as the list: a new one. */
  const [editing, setEditing] = useState<number | null>(null);
  const move = (from: number, to: number): void => {
    const rule = rules[from];
    if (rule !== undefined) onRules(rules.toSpliced(from, 1).toSpliced(to, 0, rule));
  };
  return (
    <section className={style.section}>
      <h2>{t('mapping.rules.title', { count: rules.length })}</h2>
      <p className={style.definition}>{t('mapping.rules.about')}</p>
      <ol className={style.list}>
        {rules.map((rule, index) => {
          const { asks, says } = ruleWords(rule, t);
          const acts = [
            ['up', ArrowUp, index > 0, () => move(index, index - 1)],
            ['down', ArrowDown, index < rules.length - 1, () => move(index, index + 1)],
            ['edit', Pencil, true, () => setEditing(index)],
            ['remove', X, true, () => onRules(rules.toSpliced(index, 1))],
          ] as const;
          return (
            <li key={ruleKey(rule)}>
              <span className={style.grow}>
                {asks} → <strong>{says}</strong>
              </span>
              <span>
                {acts.map(([act, Icon, possible, onAct]) => (
                  <Button
                    key={act}
                    size="small"
                    type="text"
                    disabled={!possible}
                    icon={<Icon {...ICON} />}
                    aria-label={t(`mapping.rules.${act}`, { rule: asks })}
                    onClick={onAct}
                  />
                ))}
              </span>
            </li>
          );
        })}
      </ol>
      <p className={style.foot}>
        <Button size="small" icon={<Plus {...ICON} />} onClick={() => setEditing(rules.length)}>
          {t('mapping.rules.add')}
        </Button>
      </p>
      <Modal
        open={editing !== null}
        title={t(editing === rules.length ? 'mapping.rules.add' : 'mapping.rules.change')}
        footer={null}
        width={520}
        destroyOnHidden
        onCancel={() => setEditing(null)}
      >
        {editing !== null && (
          <RuleForm
            rule={rules[editing] ?? null}
            onDone={(rule) => {
              onRules(editing < rules.length ? rules.with(editing, rule) : [...rules, rule]);
              setEditing(null);
            }}
          />
        )}
      </Modal>
    </section>
  );
}
