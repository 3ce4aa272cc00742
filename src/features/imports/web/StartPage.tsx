import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { Cable, Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DemoWay } from './DemoWay.tsx';
import style from './Imports.module.css';

/** 开始: three ways to the first task on 我的一天. */
export function StartPage() {
  const { t } = useTranslation('imports');
  const { workspace = '' } = useParams({ strict: false });
  return (
    <div className={style.page}>
      <h1 className={style.headline}>{t('start.headline')}</h1>
      <p className={style.definition}>{t('start.definition')}</p>
      <ol className={style.ways}>
        <DemoWay workspace={workspace} />
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
