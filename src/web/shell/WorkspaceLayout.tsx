import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../contract/access.ts';
import { me as meOperation } from '../../features/access/contract.ts';
import { SilentSources } from '../../features/usage/web/widgets/SilentSources.tsx';
import { useServerDown } from '../connection.ts';
import { followWorkspace, restOfWords } from '../i18n.ts';
import { holdsOne, type Me, type Membership } from '../landing.ts';
import { recall, remember } from '../remember.ts';
import { useSessionEnded } from '../session-end.ts';
import { useOperation } from '../use-operation.ts';
import { placesFor } from './places.ts';
import { BottomTabs, Rail } from './Rail.tsx';
import { ServerDown } from './ServerDown.tsx';
import style from './Shell.module.css';
import { TopBar } from './TopBar.tsx';

const SignInAgain = lazy(async () => ({
  default: (await Promise.all([import('../../features/access/web/SignInAgain.tsx'), restOfWords()]))[0].SignInAgain,
}));

interface WorkspaceLayoutProps {
  /** As known when the workspace was entered; what is asked again replaces it. */
  readonly me: Me;
  readonly workspace: string;
}

/** Around every page of a workspace: rail and top bar on a desk, bottom tabs on a phone, one `<main>`. */
export function WorkspaceLayout({ me: entered, workspace }: WorkspaceLayoutProps) {
  const { t, i18n } = useTranslation('shell');
  const me = useOperation(meOperation, {}).data ?? entered;
  const membership = memberOf(me, workspace) ?? memberOf(entered, workspace);
  const ended = useSessionEnded();
  const down = useServerDown();
  const [narrow, setNarrow] = useState(recall('rail') === 'narrow');
  const main = useMainFocus();
  const locale = membership?.workspace.locale;
  useEffect(() => {
    remember('workspace', workspace);
    if (locale) followWorkspace(i18n, locale);
  }, [workspace, locale, i18n]);
  if (!membership) return null;
  const places = placesFor(membership.functions);
  const turnRail = (): void => {
    remember('rail', narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  };
  return (
    <div className={style.shell}>
      <a className={style.skip} href="#main">
        {t('skip')}
      </a>
      <Rail places={places} workspace={workspace} narrow={narrow} leads={holdsOne(membership.functions, LEADING)} />
      <div className={style.column}>
        <TopBar me={me} membership={membership} narrow={narrow} onRail={turnRail} />
        <ServerDown />
        {!down && <SilentSources className={style.silent} />}
        <main ref={main} id="main" tabIndex={-1} className={style.main} data-scroll-restoration-id="main">
          <Outlet />
        </main>
      </div>
      <BottomTabs places={places} workspace={workspace} />
      {ended && (
        <Suspense>
          <SignInAgain email={me.email} />
        </Suspense>
      )}
    </div>
  );
}

function memberOf(me: Me, workspace: string): Membership | null {
  return me.memberships.find((one) => one.workspace.key === workspace) ?? null;
}

/** Another page takes the focus, so that it is read out and keys work on it; the first one leaves it where the browser put it. */
function useMainFocus() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
