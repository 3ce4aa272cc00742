import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonFunction } from '../../contract/access.ts';
import { isDown } from '../connection.ts';
import { errorWords } from '../error-words.ts';
import { usePageTitle } from '../page-title.ts';
import { useSignOut } from '../session.ts';
import { Mark } from '../ui/Mark.tsx';
import { ServerDown } from './ServerDown.tsx';
import style from './Shell.module.css';

/** A page that has one thing to say and one way on. */
function Note({ headline, about, children }: { readonly headline: string; readonly about: ReactNode; readonly children?: ReactNode }) {
  usePageTitle(headline);
  return (
    <div className={style.note}>
      <h1>{headline}</h1>
      <p>{about}</p>
      <div className={style.noteActs}>{children}</div>
    </div>
  );
}

/** Around a note that stands in no workspace. */
export function Alone({ children, saysDown = false }: { readonly children: ReactNode; readonly saysDown?: boolean }) {
  const { t } = useTranslation('shell');
  return (
    <>
      <ServerDown silent={saysDown} />
      <header className={style.aloneTop}>
        <Link to="/" className={style.brand}>
          <Mark />
          <span>{t('brand')}</span>
        </Link>
      </header>
      <main id="main" tabIndex={-1} className={style.alone}>
        {children}
      </main>
    </>
  );
}

function Home() {
  const { t } = useTranslation('shell');
  return (
    <Link to="/">
      <Button>{t('notFound.home')}</Button>
    </Link>
  );
}

/** No page at this address of the workspace. */
export function NotFoundNote() {
  const { t } = useTranslation('shell');
  return (
    <Note headline={t('notFound.headline')} about={t('notFound.about')}>
      <Home />
    </Note>
  );
}

/** No page at this address, or no workspace that this person sees. */
export function NotFoundPage({ data }: { readonly data?: unknown }) {
  const { t } = useTranslation('shell');
  const key = workspaceOf(data);
  return (
    <Alone>
      {key === null ? (
        <NotFoundNote />
      ) : (
        <Note headline={t('notFound.workspace', { key })} about={t('notFound.workspaceAbout')}>
          <Home />
        </Note>
      )}
    </Alone>
  );
}

function workspaceOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('workspace' in data)) return null;
  return typeof data.workspace === 'string' ? data.workspace : null;
}

/** A page asked for by somebody who does none of the work it is for. */
export function NoPermissionNote({ functions }: { readonly functions: readonly PersonFunction[] }) {
  const { t } = useTranslation('shell');
  const names = functions.map((one) => t(`function.${one}`)).join(t('noPermission.and'));
  return (
    <Note headline={t('noPermission.headline')} about={t('noPermission.about', { functions: names })}>
      <Home />
    </Note>
  );
}

/** What stands in place of a page that could not be shown. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('shell');
  const router = useRouter();
  const again = (): void => {
    reset();
    void router.invalidate();
  };
  const words = errorWords(error, t);
  return (
    <Note headline={words.title} about={words.next}>
      <Button type="primary" onClick={again}>
        {t('error.retry')}
      </Button>
      <Home />
      <details className={style.noteMore}>
        <summary>{t('error.details')}</summary>
        <pre>{words.report}</pre>
      </details>
    </Note>
  );
}

/** The same where not even the shell could be shown. */
export function BrokenHouse(props: ErrorComponentProps) {
  return (
    <Alone saysDown={isDown(props.error)}>
      <BrokenPage {...props} />
    </Alone>
  );
}

/** Signed in, but access to every workspace was ended. */
export function NoWorkspacePage() {
  const { t } = useTranslation('shell');
  const signOut = useSignOut();
  return (
    <Alone>
      <Note headline={t('noWorkspace.headline')} about={t('noWorkspace.about')}>
        <Button onClick={() => void signOut()}>{t('noWorkspace.signOut')}</Button>
      </Note>
    </Alone>
  );
}
