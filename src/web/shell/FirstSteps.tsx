import { Link } from '@tanstack/react-router';
import { Check, Circle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { firstSteps, type STEPS } from '../../features/portfolio/contract.ts';
import { useOperation } from '../use-operation.ts';
import style from './FirstSteps.module.css';

/** Where each step is done. */
const PAGES = {
  customers: '/$workspace/start',
  usage: '/$workspace/connect',
  owners: '/$workspace/customers',
  people: '/$workspace/settings/people',
  act: '/$workspace/day',
} as const satisfies Record<(typeof STEPS)[number], string>;

/** Looks again now and then: steps are ticked by what is in the workspace, not by clicks. */
const AGAIN_MS = 30_000;

/** 开始用起来: what is left to do until the first value. Gone when all of it is done. */
export function FirstSteps({ workspace }: { readonly workspace: string }) {
  const { t } = useTranslation('capture');
  const steps = useOperation(firstSteps, {}, { refetchInterval: AGAIN_MS }).data?.steps ?? [];
  const done = steps.filter((one) => one.done).length;
  if (done === steps.length) return null;
  const next = steps.find((one) => !one.done)?.step;
  return (
    <details
      className={style.steps}
      onToggle={({ currentTarget }) => currentTarget.open && currentTarget.scrollIntoView({ block: 'nearest' })}
    >
      <summary>
        <span>{t('steps.title')}</span>
        <span className={style.count}>
          {done} / {steps.length}
        </span>
        <span className={style.track} aria-hidden="true">
          <span style={{ inlineSize: `${(100 * done) / steps.length}%` }} />
        </span>
      </summary>
      <ol>
        {steps.map(({ step, done: isDone }) => (
          <li key={step} className={isDone ? style.done : undefined}>
            {isDone ? <Check size={14} aria-hidden="true" /> : <Circle size={14} aria-hidden="true" />}
            <Link to={PAGES[step]} params={{ workspace }} aria-current={step === next ? 'step' : undefined}>
              {t(`steps.${step}`)}
            </Link>
            {isDone && <span className={style.aloud}>{t('steps.done')}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}
