import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setupStatus } from '../../features/access/contract.ts';
import { call } from '../call.ts';
import { answered, useServerDown } from '../connection.ts';
import style from './Shell.module.css';

const EVERY_MS = 4000;

/** Says that the server does not answer, asks again by itself and on demand, and goes on once it does. Silent: where the page says it already. */
export function ServerDown({ silent = false }: { readonly silent?: boolean }) {
  const { t } = useTranslation('shell');
  const down = useServerDown();
  const [trying, setTrying] = useState(false);
  const cache = useQueryClient();
  const router = useRouter();
  const attempt = useCallback(async () => {
    setTrying(true);
    try {
      await call(setupStatus, {});
      answered();
      await cache.invalidateQueries({ refetchType: 'none' });
      await Promise.all([router.invalidate(), cache.refetchQueries({ type: 'active' })]);
    } catch {
      // Still down; the next attempt is due.
    } finally {
      setTrying(false);
    }
  }, [cache, router]);
  useEffect(() => {
    if (!down) return;
    const timer = setInterval(() => void attempt(), EVERY_MS);
    return () => clearInterval(timer);
  }, [down, attempt]);
  if (!down || silent) return null;
  return (
    <div className={style.down} role="alert">
      <span>
        <strong>{t('down.title')}</strong> {t('down.about')}
      </span>
      <Button size="small" loading={trying} onClick={() => void attempt()}>
        {t(trying ? 'down.trying' : 'down.retry')}
      </Button>
    </div>
  );
}
