import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Mark } from '../ui/Mark.tsx';
import { LookSwitches } from './LookSwitches.tsx';
import { ServerDown } from './ServerDown.tsx';
import style from './Shell.module.css';

/** Around the pages outside a workspace: the name of the program, how it is shown, and a narrow column. */
export function EntryLayout() {
  const { t } = useTranslation('shell');
  return (
    <>
      <ServerDown />
      <header className={style.aloneTop}>
        <Link to="/" className={style.brand}>
          <Mark />
          <span>{t('brand')}</span>
        </Link>
        <LookSwitches />
      </header>
      <main id="main" tabIndex={-1} className={style.entry}>
        <Outlet />
      </main>
    </>
  );
}
