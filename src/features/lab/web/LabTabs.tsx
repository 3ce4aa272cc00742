import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import style from './LabTabs.module.css';

const PAGES = [
  { at: 'rules', to: '/$workspace/lab' },
  { at: 'backtest', to: '/$workspace/lab/backtest' },
  { at: 'drafts', to: '/$workspace/lab/drafts' },
  { at: 'economy', to: '/$workspace/lab/economy' },
  { at: 'learned', to: '/$workspace/lab/learned' },
] as const;

/** The pages of the lab. */
export function LabTabs({ at }: { readonly at: (typeof PAGES)[number]['at'] }) {
  const { t } = useTranslation('shadow');
  const { workspace = '' } = useParams({ strict: false });
  return (
    <nav className={style.tabs} aria-label={t('tabs.label')} ref={showChosen}>
      {PAGES.map((page) => (
        <Link
          key={page.at}
          to={page.to}
          params={{ workspace }}
          aria-current={page.at === at ? 'page' : undefined}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {t(`tabs.${page.at}`)}
        </Link>
      ))}
    </nav>
  );
}

/** On a phone the row scrolls: the page one is on is never outside of it. */
function showChosen(row: HTMLElement | null): void {
  const chosen = row?.querySelector<HTMLElement>('[aria-current]');
  if (row && chosen) row.scrollLeft = chosen.offsetLeft + chosen.offsetWidth - row.clientWidth + 20;
}
