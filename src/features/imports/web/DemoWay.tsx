import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/call.ts';
import { formatFull } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { myDay } from '../../tasks/contract.ts';
import { DEMO_LABEL, listImports, removeDemo, runDemo } from '../contract.ts';
import style from './Imports.module.css';

/** The way with sample data: some customers in seconds, a whole company in a minute, and gone again in one action. */
export function DemoWay({ workspace }: { readonly workspace: string }) {
  const { t } = useTranslation('imports');
  const demo = useDemo(workspace);
  return (
    <li className={style.way}>
      <FlaskConical size={20} strokeWidth={1.6} aria-hidden="true" />
      <div>
        <h2>{t('start.demo.title')}</h2>
        <p>{t(demo.isThere ? 'start.demo.present' : 'start.demo.about')}</p>
        {demo.running && (
          <p className={style.progress} role="status">
            {t(`start.demo.stage.${demo.stage}`, { number: formatFull(demo.rows) })}
          </p>
        )}
        {demo.removing && (
          <p className={style.progress} role="status">
            {t('start.demo.removing')}
          </p>
        )}
        {demo.error !== null && <ErrorState error={demo.error} onRetry={demo.isThere ? demo.remove : () => demo.run('small')} />}
      </div>
      {demo.isThere ? (
        <Popconfirm
          title={t('start.demo.removeSure')}
          description={t('start.demo.removeWhat')}
          okText={t('start.demo.remove')}
          cancelText={t('start.demo.keep')}
          onConfirm={demo.remove}
        >
          <Button loading={demo.removing}>{t('start.demo.remove')}</Button>
        </Popconfirm>
      ) : (
        <div className={style.either}>
          <Button
            type="primary"
            loading={demo.running && demo.size !== 'whole'}
            disabled={demo.running && demo.size === 'whole'}
            onClick={() => demo.run('small')}
          >
            {t('start.demo.go')}
          </Button>
          <Button
            loading={demo.running && demo.size === 'whole'}
            disabled={demo.running && demo.size !== 'whole'}
            onClick={() => demo.run('whole')}
          >
            {t('start.demo.whole')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Runs the demo and opens the day. The server answers once at the end; meanwhile its import tells how many rows it has taken. */
function useDemo(workspace: string) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const demo = useChange(runDemo);
  const removal = useChange(removeDemo);
  const [judging, setJudging] = useState(false);
  const running = demo.isPending || judging;
  const imports = useOperation(listImports, {}, running ? { refetchInterval: 1000 } : {});
  const own = imports.data?.imports.filter(({ source }) => source === DEMO_LABEL) ?? [];
  const run = (size: 'small' | 'whole'): void =>
    demo.mutate(
      { size },
      {
        onSuccess: async () => {
          setJudging(true);
          await firstWork();
          await cache.invalidateQueries();
          await navigate({ to: '/$workspace/day', params: { workspace }, search: { whose: 'team' } });
        },
      },
    );
  const current = own.find(({ state }) => state === 'running');
  const rows = current?.progress.rows ?? 0;
  const stage = judging ? 'judge' : rows > 0 ? 'rows' : 'customers';
  return {
    run,
    running,
    stage,
    rows,
    size: demo.variables?.size,
    isThere: !running && own.some(({ state }) => state === 'finished' || state === 'failed' || state === 'cancelled'),
    remove: (): void => removal.mutate({}, { onSuccess: () => cache.invalidateQueries() }),
    removing: removal.isPending,
    error: demo.error ?? removal.error,
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
