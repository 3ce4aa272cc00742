import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { Cable, FlaskConical, Table2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/call.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { myDay } from '../../tasks/contract.ts';
import { runDemo } from '../contract.ts';
import style from './Imports.module.css';

const STAGES = ['customers', 'events', 'series', 'judge'] as const;

/** 开始: three ways to the first task on 我的一天. */
export function StartPage() {
  const { t } = useTranslation('imports');
  const { workspace = '' } = useParams({ strict: false });
  const demo = useDemo(workspace);
  return (
    <div className={style.page}>
      <h1 className={style.headline}>{t('start.headline')}</h1>
      <p className={style.definition}>{t('start.definition')}</p>
      <ol className={style.ways}>
        <li className={style.way}>
          <FlaskConical size={20} strokeWidth={1.6} aria-hidden="true" />
          <div>
            <h2>{t('start.demo.title')}</h2>
            <p>{t('start.demo.about')}</p>
            {demo.running && (
              <p className={style.progress} role="status">
                {t(`start.demo.stage.${demo.stage}`)}
              </p>
            )}
            {demo.error !== null && <ErrorState error={demo.error} onRetry={demo.run} />}
          </div>
          <Button type="primary" loading={demo.running} onClick={demo.run}>
            {t('start.demo.go')}
          </Button>
        </li>
        <li className={style.way}>
          <Table2 size={20} strokeWidth={1.6} aria-hidden="true" />
          <div>
            <h2>{t('start.import.title')}</h2>
            <p>{t('start.import.about')}</p>
          </div>
          <Link to="/$workspace/import" params={{ workspace }}>
            <Button>{t('start.import.go')}</Button>
          </Link>
        </li>
        <li className={style.way}>
          <Cable size={20} strokeWidth={1.6} aria-hidden="true" />
          <div>
            <h2>{t('start.connect.title')}</h2>
            <p>{t('start.connect.about')}</p>
          </div>
          <Link to="/$workspace/connect" params={{ workspace }}>
            <Button>{t('start.connect.go')}</Button>
          </Link>
        </li>
      </ol>
      <p className={style.definition}>
        <Link to="/$workspace/day" params={{ workspace }}>
          {t('start.skip')}
        </Link>
      </p>
    </div>
  );
}

/** Runs the demo and opens the day. The server answers once at the end; the words say what it is at meanwhile. */
function useDemo(workspace: string) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const demo = useChange(runDemo);
  const [step, setStep] = useState(0);
  const [judging, setJudging] = useState(false);
  useEffect(() => {
    if (!demo.isPending) return;
    setStep(0);
    const timer = setInterval(() => setStep((now) => Math.min(now + 1, STAGES.length - 1)), 1500);
    return () => clearInterval(timer);
  }, [demo.isPending]);
  const run = (): void =>
    demo.mutate(
      { customers: 24 },
      {
        onSuccess: async () => {
          setJudging(true);
          await firstWork();
          await cache.invalidateQueries();
          await navigate({ to: '/$workspace/day', params: { workspace }, search: { whose: 'team' } });
        },
      },
    );
  return {
    run,
    running: demo.isPending || judging,
    stage: judging ? 'judge' : (STAGES[step] ?? 'judge'),
    error: demo.isError ? demo.error : null,
  };
}

/** What was put in is judged right after the answer: the day opens once there is something to do, and in any case soon. */
async function firstWork(): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const day = await call(myDay, { whose: 'team' }).catch(() => null);
    if (day === null || day.tasks.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}
